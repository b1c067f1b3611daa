"""Whisper models of random weights, built without torch and without a download.

The architecture, the file format, the tokenizer and the cost of running are the real
ones; only the words are not. Left alone, such a model repeats a word. Given `says`, its position embeddings are set so that it says just
these words, confidently and whatever it hears: a spoken turn can then be measured at
true size and still have a transcript that passes the guards.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from ctranslate2.specs import WhisperSpec
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

_TIKTOKEN = (
    Path(__file__).resolve().parent.parent
    / "data"
    / "whisper"
    / "multilingual.tiktoken"
)
_LANGUAGES = """
    en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu
    ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn
    bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn
    mt sa lb my bo tl mg as tt haw ln ha ba jw su
""".split()  # noqa: SIM905 - a list would take a hundred lines
_TASK_TOKENS = (
    "translate",
    "transcribe",
    "startoflm",
    "startofprev",
    "nospeech",
    "notimestamps",
)
_MELS = 80
_SOURCE_POSITIONS = 1500
_TARGET_POSITIONS = 448
_PROMPT_TOKENS = 4
Array = NDArray[np.float32]


@dataclass(frozen=True)
class WhisperSize:
    """Width, encoder and decoder layers, heads."""

    width: int
    encoder_layers: int
    decoder_layers: int
    heads: int


SIZES = {
    "nano": WhisperSize(64, 1, 1, 2),
    "tiny": WhisperSize(384, 4, 4, 6),
    "base": WhisperSize(512, 6, 6, 8),
    "small": WhisperSize(768, 12, 12, 12),
}


@cache
def build_tokenizer() -> Tokenizer:
    """The multilingual tokenizer of Whisper v1 and v2: 51,865 tokens."""
    lines = _TIKTOKEN.read_bytes().splitlines()
    ranks = {
        base64.b64decode(token): int(rank)
        for token, rank in (line.split() for line in lines if line.strip())
    }
    letters = _byte_letters()

    def text(token: bytes) -> str:
        return "".join(letters[byte] for byte in token)

    merges = []
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        if len(token) > 1 and len(parts := _split(token, ranks, rank)) == 2:
            merges.append((text(parts[0]), text(parts[1])))
    vocabulary = {text(token): rank for token, rank in ranks.items()}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["endoftext", "startoftranscript", *_LANGUAGES, *_TASK_TOKENS]
    tokenizer.add_special_tokens(
        [AddedToken(f"<|{name}|>", special=True, normalized=False) for name in special]
    )
    tokenizer.add_tokens(
        [
            AddedToken(f"<|{index * 0.02:.2f}|>", special=False, normalized=False)
            for index in range(1501)
        ]
    )
    return tokenizer


def build_whisper(
    folder: Path,
    size: str = "nano",
    says: str | None = None,
    language: str = "en",
    sure: bool = True,
    seed: int = 0,
) -> Path:
    """Write a model that faster-whisper loads.

    Args:
        folder: Where to; created.
        size: One of `SIZES`.
        says: What it always hears; None for one word that it repeats without end.
        language: What it detects and speaks.
        sure: Whether its words are likely, or as unlikely as all others.
        seed: Of the random weights.

    Returns:
        `folder`.
    """
    shape = SIZES[size]
    rng = np.random.default_rng(seed)
    tokenizer = build_tokenizer()
    spec = WhisperSpec(
        shape.encoder_layers, shape.heads, shape.decoder_layers, shape.heads
    )
    _fill_encoder(spec.encoder, shape, rng)
    embeddings = _random(rng, tokenizer.get_vocab_size(), shape.width, scale=0.5)
    positions = _random(rng, _TARGET_POSITIONS, shape.width, scale=0.02)
    if says is not None:
        # Far above what the layers add, so that each position's own token wins.
        positions[0] = 40 * embeddings[tokenizer.token_to_id(f"<|{language}|>")]
        tokens = tokenizer.encode(" " + says, add_special_tokens=False).ids
        tokens.append(tokenizer.token_to_id("<|endoftext|>"))
        for step, token in enumerate(tokens, start=_PROMPT_TOKENS - 1):
            positions[step] = 40 * embeddings[token]
    _fill_decoder(spec.decoder, shape, rng, embeddings, positions)
    if not sure:
        spec.decoder.projection.weight = embeddings * np.float32(0.05)
    _configure(spec, tokenizer, shape)
    spec.register_vocabulary(
        [tokenizer.id_to_token(index) for index in range(tokenizer.get_vocab_size())]
    )
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {"feature_size": _MELS, "sampling_rate": 16000, "hop_length": 160}
    features |= {"chunk_length": 30, "n_fft": 400}
    (folder / "preprocessor_config.json").write_text(json.dumps(features))
    return folder


def cached_whisper(
    size: str = "nano",
    says: str | None = None,
    language: str = "en",
    sure: bool = True,
) -> Path:
    """`build_whisper` in the temporary folder, built once per machine."""
    recipe = f"{Path(__file__).read_text()} {size} {says} {language} {sure}"
    key = hashlib.sha256(recipe.encode()).hexdigest()[:16]
    shelf = Path(tempfile.gettempdir()) / "lumen-test-models"
    folder = shelf / f"whisper-{size}-{key}"
    if not folder.is_dir():
        shelf.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=shelf) as made:
            built = build_whisper(Path(made) / "model", size, says, language, sure)
            try:
                built.rename(folder)
            except OSError:  # another process was faster
                assert folder.is_dir()
    return folder


def _byte_letters() -> dict[int, str]:
    """The printable letter that byte-level BPE writes for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in plain}
    for byte in range(256):
        if byte not in letters:
            letters[byte] = chr(256 + len(letters) - len(plain))
    return letters


def _split(token: bytes, ranks: dict[bytes, int], limit: int) -> list[bytes]:
    """Apply the merges of lower rank than `limit` to a token's bytes."""
    parts = [bytes([byte]) for byte in token]
    while True:
        pairs = [
            (ranks.get(left + right, limit), at)
            for at, (left, right) in enumerate(pairwise(parts))
        ]
        best, at = min(pairs, default=(limit, 0))
        if best >= limit:
            return parts
        parts[at : at + 2] = [parts[at] + parts[at + 1]]


def _random(rng: np.random.Generator, *shape: int, scale: float) -> Array:
    return (rng.standard_normal(shape, dtype=np.float32) * scale).astype(np.float32)


def _fill_norm(norm: object, width: int) -> None:
    norm.gamma = np.ones(width, np.float32)  # type: ignore[attr-defined] # a spec
    norm.beta = np.zeros(width, np.float32)  # type: ignore[attr-defined] # a spec


def _fill_linear(
    linear: object, rng: np.random.Generator, outputs: int, inputs: int
) -> None:
    linear.weight = _random(  # type: ignore[attr-defined] # a spec
        rng, outputs, inputs, scale=inputs**-0.5
    )
    linear.bias = np.zeros(outputs, np.float32)  # type: ignore[attr-defined] # a spec


def _fill_layer(layer: object, width: int, rng: np.random.Generator) -> None:
    attentions = [(layer.self_attention, (3, 1))]  # type: ignore[attr-defined] # a spec
    if hasattr(layer, "attention"):
        attentions.append((layer.attention, (1, 2, 1)))
    for attention, factors in attentions:
        _fill_norm(attention.layer_norm, width)
        for linear, factor in zip(attention.linear, factors, strict=True):
            _fill_linear(linear, rng, factor * width, width)
    ffn = layer.ffn  # type: ignore[attr-defined] # a spec
    _fill_norm(ffn.layer_norm, width)
    _fill_linear(ffn.linear_0, rng, 4 * width, width)
    _fill_linear(ffn.linear_1, rng, width, 4 * width)


def _fill_encoder(
    encoder: object, shape: WhisperSize, rng: np.random.Generator
) -> None:
    width = shape.width
    for conv, inputs in ((encoder.conv1, _MELS), (encoder.conv2, width)):  # type: ignore[attr-defined] # a spec
        conv.weight = _random(rng, width, inputs, 3, scale=(3 * inputs) ** -0.5)
        conv.bias = np.zeros(width, np.float32)
    encoder.position_encodings.encodings = _random(  # type: ignore[attr-defined] # a spec
        rng, _SOURCE_POSITIONS, width, scale=0.02
    )
    _fill_norm(encoder.layer_norm, width)  # type: ignore[attr-defined] # a spec
    for layer in encoder.layer:  # type: ignore[attr-defined] # a spec
        _fill_layer(layer, width, rng)


def _fill_decoder(
    decoder: object,
    shape: WhisperSize,
    rng: np.random.Generator,
    embeddings: Array,
    positions: Array,
) -> None:
    decoder.embeddings.weight = embeddings  # type: ignore[attr-defined] # a spec
    decoder.position_encodings.encodings = positions  # type: ignore[attr-defined] # a spec
    decoder.projection.weight = embeddings  # type: ignore[attr-defined] # a spec
    _fill_norm(decoder.layer_norm, shape.width)  # type: ignore[attr-defined] # a spec
    for layer in decoder.layer:  # type: ignore[attr-defined] # a spec
        _fill_layer(layer, shape.width, rng)


def _configure(spec: WhisperSpec, tokenizer: Tokenizer, shape: WhisperSize) -> None:
    config = spec.config
    config.suppress_ids = []
    config.suppress_ids_begin = [220, tokenizer.token_to_id("<|endoftext|>")]
    config.lang_ids = sorted(
        tokenizer.token_to_id(f"<|{name}|>") for name in _LANGUAGES
    )
    half = shape.decoder_layers // 2
    config.alignment_heads = [
        (layer, head)
        for layer in range(half, shape.decoder_layers)
        for head in range(shape.heads)
    ][:6]
