"""Ollama's errors in our words; its own texts are matched, never shown."""

from __future__ import annotations

from lumen.core.errors import (
    DownloadError,
    GenerationError,
    LumenError,
    ModelMissingError,
)


class ThinkingRefusedError(GenerationError):
    """The model takes no `think` parameter, not even to turn thinking off."""


def response_error(status: int, message: str, model: str) -> LumenError:
    """Our error for one of Ollama's; its message is matched, never shown."""
    if "not support thinking" in message or "think value" in message:
        return ThinkingRefusedError(
            f"The model {model} cannot be told not to think.",
            "Choose another model in the settings.",
        )
    if status == 404 and "not found" in message and "page" not in message:
        return missing_model(model)
    table = (
        (
            status in {401, 403},
            "Ollama refuses Lumen.",
            "Check the address and the key of the server.",
        ),
        (
            status in {429, 503} or "busy" in message,
            "Ollama is busy with other requests.",
            "Wait a moment and ask again.",
        ),
        (
            "memory" in message,
            "There is not enough memory for the model.",
            "Close other programs, or choose a smaller model in the settings.",
        ),
        (
            "not support" in message,
            f"The model {model} cannot chat.",
            "Choose another model in the settings.",
        ),
        (
            "terminated" in message or "runner" in message,
            "Ollama's model runner crashed.",
            "Ask again; if it stays, choose a smaller model or update Ollama.",
        ),
    )
    for applies, what, advice in table:
        if applies:
            return GenerationError(what, advice)
    detail = f" (status {status})" if status > 0 else ""
    return GenerationError(
        f"Ollama reported an error{detail}.",
        "Ask again; if it stays, look into Ollama's log.",
    )


def missing_model(model: str) -> ModelMissingError:
    """Ollama runs, but this model is not there."""
    return ModelMissingError(
        model,
        f"Ollama does not have the model {model}.",
        f"Fetch it (ollama pull {model}), or choose another one in the settings.",
    )


def pull_error(message: str) -> DownloadError:
    """Our error for a model that could not be fetched."""
    if "file does not exist" in message or "not found" in message:
        return DownloadError(
            "Ollama's library has no model of this name.",
            "Look at ollama.com/library for names.",
        )
    if "no space" in message:
        return DownloadError(
            "There is not enough space on the disk for the model.",
            "Free some space and fetch it again.",
        )
    return DownloadError(
        "Ollama could not fetch the model.",
        "Check the network and fetch it again; it goes on where it stopped.",
    )
