from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from fake_ollama import FakeOllama, Fault, Model
from fakes import ManualClock
from lumen.core.conversation import Role
from lumen.core.errors import (
    DownloadError,
    GenerationError,
    InputError,
    LumenError,
    ModelMissingError,
)
from lumen.core.units import Seconds
from lumen.dialogue.generation import UnreachableError
from lumen.dialogue.ollama import OllamaGenerator, best_model
from lumen.dialogue.ollama_server import (
    InstalledModel,
    OllamaServer,
    OllamaSettings,
    PullProgress,
    is_cloud,
)
from lumen.dialogue.request import ChatMessage, Prompt
from lumen.dialogue.window import TokenEstimate

SECRET = "pineapple"
PROMPT = Prompt(
    f"You are kind. {SECRET}",
    (ChatMessage(Role.USER, SECRET), ChatMessage(Role.COMPANION, SECRET)),
    f"/etc/passwd {SECRET}",
)
Make = Callable[..., OllamaGenerator]


@pytest.fixture
def server() -> Any:
    with FakeOllama() as made:
        yield made


@pytest.fixture
async def make(server: FakeOllama) -> AsyncIterator[Make]:
    made: list[OllamaGenerator] = []

    def generator(**settings: Any) -> OllamaGenerator:
        tokens = settings.pop("tokens", None)
        settings.setdefault("host", server.url)
        made.append(OllamaGenerator(OllamaSettings(**settings), tokens))
        return made[-1]

    yield generator
    for one in made:
        await one.close()


async def say(generator: OllamaGenerator, prompt: Prompt = PROMPT) -> str:
    return "".join([piece async for piece in generator.stream(prompt)])


def everything(error: BaseException) -> str:
    """All that a log, a debugger or a report could show of an error."""
    texts = traceback.format_exception(error)
    seen: BaseException | None = error
    while seen is not None:
        texts += [repr(seen), repr(vars(seen)), repr(seen.args)]
        seen = seen.__cause__ or seen.__context__
    return "".join(texts)


# ---- faults --------------------------------------------------------------------------

FAULTS: dict[str, tuple[dict[str, Any], type[LumenError], str, str]] = {
    "crash before the stream": (
        {"fault": Fault.REFUSE}, GenerationError, "runner crashed", "smaller model"),
    "out of memory": (
        {"fault": Fault.REFUSE, "error": "model requires more system memory (5.6 GiB) than is available"},
        GenerationError, "not enough memory", "smaller model"),
    "busy": (
        {"fault": Fault.REFUSE, "status": 503, "error": "server busy, please try again.  maximum pending requests exceeded"},
        GenerationError, "busy", "ask again"),
    "not found": (
        {"fault": Fault.REFUSE, "status": 404, "error": "model 'tiny' not found"},
        ModelMissingError, "does not have the model", "ollama pull"),
    "forbidden": (
        {"fault": Fault.REFUSE, "status": 403, "error": "forbidden"},
        GenerationError, "refuses", "address"),
    "cannot chat": (
        {"fault": Fault.REFUSE, "status": 400, "error": '"tiny" does not support chat'},
        GenerationError, "cannot chat", "another model"),
    "an unknown error quoting the prompt": (
        {"fault": Fault.REFUSE, "error": f"odd: {SECRET}"},
        GenerationError, "status 500", "log"),
    "error in the stream": (
        {"fault": Fault.ERROR_LINE, "error": f"odd: {SECRET}"},
        GenerationError, "reported an error", "log"),
    "reset": (
        {"fault": Fault.RESET}, GenerationError, "broke off", "restart Ollama"),
    "close": (
        {"fault": Fault.CLOSE}, GenerationError, "broke off", "restart Ollama"),
    "no final object": (
        {"fault": Fault.NO_FINAL}, GenerationError, "broke off in the middle", "log"),
    "stall": (
        {"fault": Fault.STALL}, GenerationError, "not answered for", "smaller model"),
    "garbage": (
        {"fault": Fault.GARBAGE}, GenerationError, "does not understand", "update"),
    "no object": (
        {"fault": Fault.ODD}, GenerationError, "does not understand", "update"),
    "slow first token": (
        {"ttft": 30.0}, GenerationError, "not answered for", "smaller model"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
async def test_each_fault_has_its_error_and_advice(
    name: str, server: FakeOllama, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    reply, kind, what, advice = FAULTS[name]
    caplog.set_level(logging.DEBUG)
    generator = make(
        first_token_timeout=Seconds(0.2), stall_timeout=Seconds(0.2), model="tiny"
    )
    server.say(f"one two three {SECRET} four five", **reply)
    with pytest.raises(LumenError) as caught:
        await say(generator)
    assert type(caught.value) is kind
    assert what in caught.value.what
    assert advice in caught.value.advice
    assert SECRET not in everything(caught.value)
    assert SECRET not in caplog.text
    await asyncio.to_thread(server.wait_idle)


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "not found"])
async def test_after_a_fault_the_next_reply_is_whole(
    name: str, server: FakeOllama, make: Make
) -> None:
    generator = make(first_token_timeout=Seconds(0.2), stall_timeout=Seconds(0.2))
    server.say("one two three four five", **FAULTS[name][0])
    with pytest.raises(LumenError):
        await say(generator)
    server.say("All is well.")
    assert await say(generator) == "All is well."


@pytest.mark.parametrize(
    ("error", "kind", "what"),
    [
        (httpx.ConnectTimeout(SECRET), UnreachableError, "does not answer at"),
        (httpx.ConnectError(SECRET), UnreachableError, "does not answer at"),
        (ConnectionError(SECRET), UnreachableError, "does not answer at"),
        (httpx.ReadError(SECRET), GenerationError, "broke off"),
        (httpx.WriteTimeout(SECRET), GenerationError, "broke off"),
        (OSError(SECRET), GenerationError, "broke off"),
        (ValueError(SECRET), GenerationError, "does not understand"),
        (GenerationError("As it is.", ""), GenerationError, "As it is."),
    ],
)
async def test_library_errors_become_ours(
    error: Exception, kind: type[LumenError], what: str
) -> None:
    async def work() -> None:
        raise error

    with pytest.raises(kind) as caught:
        await OllamaServer(OllamaSettings()).guarded(work(), Seconds(1))
    assert what in caught.value.what
    assert SECRET not in everything(caught.value)


async def test_lines_in_pieces_are_put_together(server: FakeOllama, make: Make) -> None:
    server.say("Grüße, 世界! <b> & done.", fault=Fault.SPLIT)
    assert await say(make()) == "Grüße, 世界! <b> & done."


async def test_a_proxy_is_never_used(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert await say(make())


async def test_the_cloud_key_is_not_sent_unencrypted(
    server: FakeOllama, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_API_KEY", SECRET)
    await say(make())
    assert all("authorization" not in request.headers for request in server.requests)


# ---- what is asked -------------------------------------------------------------------


async def test_the_request_says_what_the_settings_say(
    server: FakeOllama, make: Make
) -> None:
    await say(
        make(keep_alive=-1, num_ctx=2048, num_predict=99, temperature=0.2, model="tiny")
    )
    body = server.asked("/api/chat")[0].body
    assert body["model"] == "tiny"
    assert body["think"] is False
    assert body["keep_alive"] == -1
    assert not isinstance(body["keep_alive"], str)
    assert body["options"] == {"num_ctx": 2048, "num_predict": 99, "temperature": 0.2}
    assert [message["role"] for message in body["messages"]] == [
        "system", "user", "assistant", "user",
    ]  # fmt: skip
    assert body["messages"][-1] == {"role": "user", "content": PROMPT.message}


async def test_a_prompt_without_persona_has_no_system_message(
    server: FakeOllama, make: Make
) -> None:
    await say(make(), Prompt("", (), "hello"))
    assert len(server.asked("/api/chat")[0].body["messages"]) == 1


async def test_thinking_is_off(server: FakeOllama, make: Make) -> None:
    server.installed[:] = [Model("qwen3:latest", thinks=True)]
    server.say("Hello.", thinking="First I ponder.")
    assert await say(make()) == "Hello."


async def test_a_model_that_refuses_the_parameter_is_asked_without_it(
    server: FakeOllama, make: Make
) -> None:
    server.installed[:] = [Model("old:latest", thinks=None)]
    generator = make()
    server.say("One.")
    server.say("Two.")
    assert await say(generator) == "One."
    assert await say(generator) == "Two."
    asked = ["think" in request.body for request in server.asked("/api/chat")]
    assert asked == [True, False, False], "it is asked in vain only once"


async def test_a_refusal_without_the_parameter_is_an_error(
    server: FakeOllama, make: Make
) -> None:
    for _ in range(2):
        server.say(
            fault=Fault.REFUSE, status=400, error='"tiny" does not support thinking'
        )
    generator = make()
    with pytest.raises(GenerationError):
        await say(generator)
    server.say(fault=Fault.REFUSE, status=400, error="does not support thinking")
    with pytest.raises(GenerationError):
        await say(generator)
    assert len(server.asked("/api/chat")) == 3


async def test_warming_up_loads_the_model_that_will_be_asked(
    server: FakeOllama, make: Make
) -> None:
    generator = make(num_ctx=2048)
    await generator.warm_up()
    body = server.asked("/api/generate")[0].body
    assert body["model"] == "tiny:latest"
    assert body["options"] == {"num_ctx": 2048}, "another size would load it anew"
    assert generator.name == "ollama:tiny:latest"


async def test_the_token_estimate_learns_from_the_server(
    server: FakeOllama, make: Make
) -> None:
    tokens = TokenEstimate()
    tokens.observe(1000, 1000)
    await say(make(tokens=tokens), Prompt("word " * 400, (), "hello"))
    assert tokens.ratio == 4.0, "as the server counts"


async def test_the_prefix_of_the_next_prompt_is_cached(
    server: FakeOllama, make: Make
) -> None:
    generator, system = make(), "You are kind. " * 40
    await say(generator, Prompt(system, (), "hello\n\n(It is ten.)"))
    talk = (ChatMessage(Role.USER, "hello"), ChatMessage(Role.COMPANION, "Hi."))
    await say(generator, Prompt(system, talk, "and now?\n\n(It is eleven.)"))
    second = server.asked("/api/chat")[1]
    assert second.cached_tokens * 4 >= len(system)


# ---- which model ---------------------------------------------------------------------

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("models", "loaded", "best"),
    [
        ([("a", 1), ("b", 3)], "", "b"),
        ([("a", 1), ("b", 3)], "a", "a"),
        ([("a", 1), ("huge", 40)], "", "a"),
        ([("huge", 40), ("big", 20)], "", "big"),
        ([("coder", 5), ("b", 2)], "", "b"),
        ([("coder", 5)], "", "coder"),
    ],
)
def test_the_best_model(models: list[tuple[str, int]], loaded: str, best: str) -> None:
    installed = tuple(InstalledModel(name, size * GB) for name, size in models)
    assert best_model(installed, frozenset({loaded})) == best


async def test_a_model_for_embeddings_is_no_model_to_talk_with(
    server: FakeOllama, make: Make
) -> None:
    server.installed[:] = [
        Model("all-minilm:latest", family="bert"),
        Model("nomic-embed-text:latest", family="nomic"),
    ]
    generator = make()
    with pytest.raises(ModelMissingError) as caught:
        await generator.check()
    assert "ollama pull llama3.2" in caught.value.advice
    assert generator.name == "ollama"


async def test_the_configured_model_is_asked(server: FakeOllama, make: Make) -> None:
    server.installed.append(Model("other:7b", size=5 * GB))
    generator = make(model="tiny")
    await generator.check()
    assert generator.name == "ollama:tiny"


async def test_a_model_removed_meanwhile_is_missing_and_another_is_chosen(
    server: FakeOllama, make: Make
) -> None:
    generator = make()
    await say(generator)
    server.installed[:] = [Model("other:7b")]
    with pytest.raises(ModelMissingError):
        await say(generator)
    server.say("Here.")
    assert await say(generator) == "Here."
    assert generator.name == "ollama:other:7b"


async def test_models_are_listed(server: FakeOllama, make: Make) -> None:
    server.installed.append(Model("gpt-oss:120b-cloud", size=384, family="gptoss"))
    models = await make().models()
    assert models[0] == InstalledModel("tiny:latest", 2 * GB, "llama", "3.2B")
    assert models[1].cloud


# ---- what leaves the machine ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "size", "cloud"),
    [
        ("gpt-oss:120b-cloud", None, True),
        ("glm-4.6:cloud", None, True),
        ("someone/model-cloud", None, True),
        ("GLM-4.6:Cloud", None, True),
        ("copied:latest", 384, True),
        ("llama3.2", None, False),
        ("cloudy:7b", None, False),
        ("cloud/llama:7b", 2 * GB, False),
    ],
)
def test_cloud_models_are_recognised(name: str, size: int | None, cloud: bool) -> None:
    assert is_cloud(name, size) is cloud


async def test_cloud_models_are_refused_unless_allowed(
    server: FakeOllama, make: Make
) -> None:
    server.installed[:] = [Model("glm:cloud", size=384), Model("copied:1b", size=384)]
    for name in ("glm:cloud", "copied:1b"):
        with pytest.raises(UnreachableError, match=r"machines.*allow cloud"):
            await say(make(model=name))
    with pytest.raises(ModelMissingError):
        await make().check()
    assert not server.asked("/api/chat")
    assert await say(make(model="glm:cloud", allow_cloud=True))


@pytest.mark.parametrize(
    "host",
    ["192.0.2.1", "http://example.org:11434", "https://[2001:db8::1]:443", "0.0.0.0",
     "http://127.0.0.1.example.org", "http://localhost@example.org"],
)  # fmt: skip
async def test_another_machine_is_refused_unless_allowed(host: str, make: Make) -> None:
    with pytest.raises(UnreachableError, match=r"another machine.*allow other"):
        await say(make(host=host))
    allowed = OllamaServer(OllamaSettings(host=host, allow_remote=True))
    assert await allowed.client()
    await allowed.close()


@pytest.mark.parametrize("host", ["", "http://", "ftp://x", "http://[::1", "x:99999"])
async def test_an_address_that_is_none_is_named(host: str, make: Make) -> None:
    with pytest.raises(UnreachableError, match="not an address"):
        await make(host=host).check()


async def test_secrets_of_an_address_are_not_told(make: Make) -> None:
    with pytest.raises(UnreachableError) as caught:
        await make(host=f"http://me:{SECRET}@127.0.0.1:1").check()
    assert SECRET not in everything(caught.value)


async def test_a_server_that_is_not_ollama(server: FakeOllama, make: Make) -> None:
    with pytest.raises(GenerationError, match="status 404"):
        await make(host=f"{server.url}/elsewhere").check()


# ---- fetching a model ----------------------------------------------------------------


async def pulled(generator: OllamaGenerator, name: str) -> list[PullProgress]:
    return [step async for step in generator.pull(name)]


async def test_a_pull_tells_bytes_and_rate(server: FakeOllama) -> None:
    clock = ManualClock()
    generator = OllamaGenerator(OllamaSettings(host=server.url), clock=clock)
    steps = []
    async for step in generator.pull("llama3.2"):
        clock.advance(1)
        steps.append(step)
    await generator.close()
    here = [step.completed_bytes for step in steps]
    assert here == sorted(here)
    assert steps[-1] == PullProgress(
        "success", 50_000_000, 50_000_000, steps[-1].rate, Seconds(0), done=True
    )
    middle = steps[6]
    assert middle.total_bytes == 49_000_000
    assert middle.rate == pytest.approx(4_900_000)
    assert middle.remaining == pytest.approx(
        (middle.total_bytes - middle.completed_bytes) / middle.rate
    )
    assert "llama3.2:latest" in [model.name for model in server.installed]


async def test_a_pull_can_be_cancelled(server: FakeOllama, make: Make) -> None:
    server.pull_step = 0.05
    steps = make().pull("llama3.2")
    async for step in steps:
        if step.completed_bytes:
            break
    await steps.aclose()
    await asyncio.to_thread(server.wait_idle)
    assert server.asked("/api/pull")[0].cancelled


@pytest.mark.parametrize(
    ("name", "error", "kind", "what"),
    [
        ("nonsense", "", DownloadError, "no model of this name"),
        ("llama3.2", "max retries exceeded: EOF", DownloadError, "could not fetch"),
        ("llama3.2", "write: no space left on device", DownloadError, "space"),
        ("glm-4.6:cloud", "", UnreachableError, "Ollama's machines"),
        ("../../x y", "", InputError, "characters"),
        ("", "", InputError, "characters"),
    ],
)
async def test_a_pull_that_fails(
    name: str,
    error: str,
    kind: type[LumenError],
    what: str,
    server: FakeOllama,
    make: Make,
) -> None:
    server.pull_error = error
    with pytest.raises(kind) as caught:
        await pulled(make(), name)
    assert what in caught.value.what
    assert caught.value.advice


async def test_a_pull_that_ends_without_success(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ends(*_: Any, **__: Any) -> Any:
        async def nothing() -> AsyncIterator[None]:
            return
            yield

        return nothing()

    monkeypatch.setattr("ollama.AsyncClient.pull", ends)
    with pytest.raises(DownloadError):
        await pulled(make(), "llama3.2")
