"""The settings as one typed model; titles and descriptions show in the window."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from lumen.storage.settings_kinds import (
    Address,
    Folder,
    Key,
    Language,
    Line,
    Motion,
    Shortcut,
)

ENVIRONMENT_PREFIX = "LUMEN_"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GeneralSettings(_Section):
    """Lumen as a whole."""

    language: Language = Field(
        default="auto",
        title="Language",
        description="What you speak, such as en or de; auto follows what is heard.",
    )
    user_name: Line = Field(
        default="",
        title="Your name",
        description="How Lumen addresses you; may stay empty.",
    )
    theme: Literal["system", "light", "dark"] = Field(
        default="system", title="Theme", description="Light or dark windows."
    )
    reduced_motion: Motion = Field(
        default="system",
        title="Reduced motion",
        description="Fewer and smaller movements; System does as your desktop asks.",
    )


class HearingSettings(_Section):
    """How Lumen listens."""

    microphone: Line = Field(
        default="",
        title="Microphone",
        description="Name of the device; empty: the default.",
    )
    hands_free: bool = Field(
        default=False,
        title="Hands-free",
        description="Listen all the time, from the start, instead of by key.",
    )
    push_to_talk_key: Key = Field(
        default="Space",
        title="Push-to-talk key",
        description="Key to hold while speaking, in Lumen's window.",
    )
    talk_shortcut: Shortcut = Field(
        default="",
        title="Talk key in every program",
        description="Hold it to talk, whatever you are doing; none: in Lumen's window "
        "only.",
    )
    recognizer: Literal["auto", "whisper", "embedded"] = Field(
        default="auto",
        title="Recogniser",
        description="Auto takes Whisper when its model is there, else the embedded.",
    )
    whisper_model: Literal[
        "tiny",
        "base",
        "small",
        "distil-small.en",
        "distil-large-v3",
        "large-v3-turbo",
    ] = Field(
        default="base",
        title="Whisper model",
        description="Larger models understand better and answer later.",
    )
    echo_cancellation: bool = Field(
        default=True,
        title="Echo cancellation",
        description="Take Lumen's own voice out of what the microphone hears; from "
        "the next start.",
    )
    barge_in: bool = Field(
        default=True,
        title="Interrupting by voice",
        description="Speaking while Lumen speaks makes it stop and listen.",
    )


class ThinkingSettings(_Section):
    """Who answers."""

    provider: Literal["auto", "ollama", "essential"] = Field(
        default="auto",
        title="Language model",
        description="Auto takes Ollama when it runs, else the built-in answers.",
    )
    ollama_host: Address = Field(
        default="http://127.0.0.1:11434",
        title="Ollama's address",
        description="Where Ollama listens, usually on this machine.",
    )
    ollama_model: Line = Field(
        default="",
        title="Ollama's model",
        description="Name such as llama3.2; empty: the first that is installed.",
    )
    allow_remote_host: bool = Field(
        default=False,
        title="Allow another machine",
        description="Let what you say go to an Ollama on another machine.",
    )
    allow_cloud_models: bool = Field(
        default=False,
        title="Allow cloud models",
        description="Let what you say go to models that Ollama runs elsewhere.",
    )
    context_tokens: int = Field(
        default=4096,
        ge=512,
        le=131_072,
        title="Context (tokens)",
        description="How much of the conversation the model sees; costs memory.",
    )
    keep_alive_minutes: int = Field(
        default=30,
        ge=-1,
        le=1440,
        title="Keep loaded (minutes)",
        description="How long Ollama keeps the model in memory; -1: for good.",
    )
    first_token_timeout_seconds: float = Field(
        default=60.0,
        ge=1.0,
        le=600.0,
        title="Patience for the first word (seconds)",
        description="After so long without a word the model counts as stuck.",
    )
    stall_timeout_seconds: float = Field(
        default=30.0,
        ge=1.0,
        le=600.0,
        title="Patience between words (seconds)",
        description="After so long a silence in a reply it counts as broken off.",
    )
    connect_timeout_seconds: float = Field(
        default=3.0,
        ge=0.1,
        le=60.0,
        title="Patience for the connection (seconds)",
        description="After so long Ollama counts as not running.",
    )
    persona_file: Line = Field(
        default="",
        title="Persona",
        description="A TOML file with name and manner; empty: Lumen's own. From the "
        "next start.",
    )


class SpeakingSettings(_Section):
    """How Lumen sounds."""

    speaker: Line = Field(
        default="",
        title="Loudspeaker",
        description="Name of the device; empty: the default.",
    )
    engine: Literal["auto", "piper", "flite", "espeak"] = Field(
        default="auto",
        title="Voice engine",
        description="Auto takes Piper when a voice is there, else the embedded.",
    )
    voice: Line = Field(
        default="",
        title="Voice",
        description="Name of a voice; empty: the best there is.",
    )
    rate: float = Field(
        default=1.0,
        ge=0.5,
        le=2.0,
        title="Pace (factor)",
        description="1.0 is the voice's own pace.",
    )
    volume: float = Field(
        default=0.9,
        ge=0.0,
        le=1.0,
        title="Volume (0 to 1)",
        description="How loud it speaks.",
    )
    intensity: float = Field(
        default=0.7,
        ge=0.0,
        le=1.0,
        title="Expression (0 to 1)",
        description="How strongly feelings are heard in the voice.",
    )
    mute: bool = Field(
        default=False,
        title="Mute",
        description="Answer in writing only; timers then ring without a sound, too.",
    )


class KeepingSettings(_Section):
    """What stays on the disk."""

    history: bool = Field(
        default=True,
        title="Keep the conversation",
        description="Encrypted on this machine; off: gone when Lumen ends. From the "
        "next start.",
    )
    keyring_timeout_seconds: float = Field(
        default=8.0,
        ge=0.5,
        le=120.0,
        title="Patience for the keyring (seconds)",
        description="After so long a silence it asks for a passphrase; from the next "
        "start.",
    )


class MediaSettings(_Section):
    """Players, your music and videos."""

    library: bool = Field(
        default=True,
        title="Know my music and videos",
        description="Reads names and tags, so that you can ask for them; only here.",
    )
    folders: tuple[Folder, ...] = Field(
        default=(),
        max_length=50,
        title="Folders",
        description="Where music and videos are; none: the desktop's own folders.",
    )
    channel_list: Line = Field(
        default="",
        title="Channel list",
        description="An m3u file with television or radio channels; empty: none.",
    )
    duck: bool = Field(
        default=True,
        title="Lower players while somebody speaks",
        description="They come back as loud as they were.",
    )
    duck_percent: int = Field(
        default=35,
        ge=0,
        le=100,
        title="Lowered to (percent)",
        description="What remains of a player's volume meanwhile.",
    )
    confirm_aloud: bool = Field(
        default=False,
        title="Confirm commands aloud",
        description="Say “Paused.” and the like; refusals are always spoken.",
    )
    remember_listening: bool = Field(
        default=True,
        title="Remember what I listen to",
        description="For recommendations; encrypted, forgotten with the conversation.",
    )


class AppearanceSettings(_Section):
    """What the character looks like."""

    palette: Literal["Indigo", "Rose", "Forest", "Moon"] = Field(
        default="Indigo",
        title="Colours",
        description="Of hair, eyes, skin and clothes.",
    )
    hair: Literal["bob", "long"] = Field(
        default="bob", title="Hair", description="Short, or long with a clip."
    )
    outfit: Literal["hoodie", "jacket"] = Field(
        default="hoodie", title="Clothes", description="What it wears."
    )
    name: Line = Field(
        default="Lumen", min_length=1, title="Name", description="What it is called."
    )
    size: int = Field(
        default=100,
        ge=40,
        le=100,
        title="Size (percent)",
        description="In the window; on the desktop, see there.",
    )
    dozes_after: int = Field(
        default=10,
        ge=0,
        le=240,
        title="Dozes after (minutes)",
        description="Without you, a film or music it falls asleep; 0: never.",
    )


class OverlaySettings(_Section):
    """The companion on the desktop, outside of the window."""

    shown: bool = Field(
        default=False,
        title="On the desktop",
        description="Lumen stands on your desktop, above other windows.",
    )
    height: int = Field(
        default=320,
        ge=96,
        le=1000,
        title="Height (pixels)",
        description="Also by the wheel, with the pointer on it.",
    )
    captions: bool = Field(
        default=True,
        title="Speech bubble",
        description="Shows beside it what it is saying.",
    )
    click_through: bool = Field(
        default=False,
        title="Let clicks pass through",
        description="It cannot be clicked then; back by its key, or by the icon.",
    )
    menu_shortcut: Shortcut = Field(
        default="Ctrl+Alt+J",
        title="Key for its menu",
        description="In every program, while it is on the desktop.",
    )
    tray: bool = Field(
        default=True,
        title="Icon in the panel",
        description="Shows what Lumen does; its menu leads to everything.",
    )
    when_closed: Literal["stay", "quit"] = Field(
        default="stay",
        title="When the window is closed",
        description="While the companion is on the desktop, it stays, or Lumen quits.",
    )
    xwayland: bool = Field(
        default=False,
        title="Through XWayland",
        description="On Wayland: lets it keep its place and stay on top; from the next "
        "start.",
    )
    full_screen: Literal["dim", "hide", "keep"] = Field(
        default="dim",
        title="During full screen",
        description="What it does while a video or a game fills its screen (X11).",
    )


class Settings(BaseSettings):
    """All settings, checked and unchangeable; see `storage.settings` for the file."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
    )

    general: GeneralSettings = Field(default_factory=GeneralSettings, title="General")
    hearing: HearingSettings = Field(default_factory=HearingSettings, title="Hearing")
    thinking: ThinkingSettings = Field(
        default_factory=ThinkingSettings, title="Thinking"
    )
    speaking: SpeakingSettings = Field(
        default_factory=SpeakingSettings, title="Speaking"
    )
    media: MediaSettings = Field(default_factory=MediaSettings, title="Media")
    appearance: AppearanceSettings = Field(
        default_factory=AppearanceSettings, title="Appearance"
    )
    overlay: OverlaySettings = Field(default_factory=OverlaySettings, title="Desktop")
    keeping: KeepingSettings = Field(default_factory=KeepingSettings, title="Keeping")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the base class's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given alone; `load_settings` reads the environment itself.

        Only so can it tell whether a wrong value came from the file or from there.
        """
        return (init_settings,)
