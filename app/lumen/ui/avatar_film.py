"""A finished turn as a film: the same engine and painter, frame by frame.

Needs neither a screen nor an application: pictures are painted in memory and piped to
ffmpeg, which joins them with the reply's sound. Where ffmpeg is missing the frames are
written as pictures, and the result says so.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lumen.avatar.engine import AvatarEngine
from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import InputError
from lumen.core.expression import Expression
from lumen.core.speech import Clip, Heard
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.ui.avatar_backdrop import Backdrop
from lumen.ui.avatar_character import Character, load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Look

SIZE = (480, 640)
FPS = 30
_LEAST_SIDE, _MOST_SIDE = 16, 4096
_BEFORE = Seconds(3.0)
"""Seconds of life before the film, so that it does not begin with a stare."""

_TOP, _BOTTOM = QColor("#d5e2ff"), QColor("#f3e9f7")
_ENDING = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class FilmTimeline:
    """What happens in a film, in seconds from its start.

    Attributes:
        length: Of the film.
        clips: When each clip begins to be heard, ascending.
        phases: When each phase begins, ascending.
        expressions: When a feeling begins, what it is, and its intensity.
        samples: float32[n], mono: the sound of the whole film, from its start.
        rate_hz: Sample rate of `samples`.
    """

    length: Seconds
    clips: Sequence[tuple[Seconds, Clip]] = ()
    phases: Sequence[tuple[Seconds, Phase]] = ()
    expressions: Sequence[tuple[Seconds, Expression | str, float]] = ()
    samples: Pcm | None = field(default=None, repr=False)
    rate_hz: int = 22_050

    def heard(self, at: Seconds) -> Heard | None:
        """What is heard at a moment of the film."""
        for start, clip in reversed(self.clips):
            if start <= at:
                position = Seconds(at - start)
                return Heard(clip, position) if position < clip.duration else None
        return None


@dataclass(frozen=True, slots=True)
class Film:
    """What was made.

    Attributes:
        path: The film, or the folder of its pictures.
        frames: How many pictures it has.
        is_video: Whether it is one file with sound.
        note: What a person should know about it; empty when all went well.
    """

    path: Path
    frames: int
    is_video: bool
    note: str = ""


def render_film(
    path: Path,
    timeline: FilmTimeline,
    *,
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    character: Character | None = None,
    seed: int = 1,
    on_progress: Callable[[float], None] | None = None,
    cancel: CancellationToken | None = None,
) -> Film:
    """Make a film; blocks, so call it on a worker or from the command line.

    Args:
        path: The film; its ending chooses the format (``.mp4``, ``.webm``, ``.mkv``).
        timeline: What happens.
        size: Width and height in pixels, 16 to 4096; odd ones are cut by one.
        fps: Pictures a second, 1 to 120.
        character: Who is seen; Lumen when None.
        seed: Of the character's life.
        on_progress: Called with 0 to 1.
        cancel: Checked before every picture.

    Raises:
        Cancelled: `cancel` was set; nothing is left behind.
        InputError: Size or rate make no sense, or the film cannot be written.
    """
    width, height = size[0] // 2 * 2, size[1] // 2 * 2
    if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in (width, height)):
        raise InputError(
            "A film of this size cannot be made.",
            f"Choose {_LEAST_SIDE} to {_MOST_SIDE} pixels for each side.",
        )
    if not 1 <= fps <= 120:
        raise InputError("This frame rate makes no film.", "Choose 1 to 120.")
    pictures = _pictures(
        timeline, (width, height), fps, character or load_character(), seed
    )
    watched = _watch(pictures, _count(timeline, fps), on_progress, cancel)
    ffmpeg = shutil.which("ffmpeg")
    try:
        if ffmpeg is None:
            return _write_pictures(path, timeline, watched)
        return _write_video(ffmpeg, path, timeline, watched, (width, height), fps)
    except OSError as error:
        raise _unwritable(error.strerror or "the disk refused it") from error


def _count(timeline: FilmTimeline, fps: int) -> int:
    return max(1, round(timeline.length * fps))


def _watch(
    pictures: Iterator[QImage],
    count: int,
    on_progress: Callable[[float], None] | None,
    cancel: CancellationToken | None,
) -> Iterator[QImage]:
    for index, picture in enumerate(pictures):
        if cancel is not None:
            cancel.check()
        yield picture
        if on_progress is not None:
            on_progress((index + 1) / count)


def _pictures(
    timeline: FilmTimeline,
    size: tuple[int, int],
    fps: int,
    character: Character,
    seed: int,
) -> Iterator[QImage]:
    """Every frame of the film; the same picture is painted over again and again."""
    engine = AvatarEngine(character.rig, seed)
    painter = AvatarPainter(character.geometry)
    for at, phase in timeline.phases:
        engine.set_phase(phase, Seconds(_BEFORE + at))
    for at, expression, intensity in timeline.expressions:
        engine.express(expression, intensity, Seconds(_BEFORE + at))
    width, height = size
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    area = QRectF(0.0, 0.0, width, height)
    backdrop = _backdrop(picture, area)
    for index in range(_count(timeline, fps)):
        at = Seconds(index / fps)
        pose = engine.pose(Seconds(_BEFORE + at), timeline.heard(at))
        canvas = QPainter(picture)
        canvas.drawImage(0, 0, backdrop)
        painter.paint(canvas, area, pose, Look.LIGHT)
        canvas.end()
        yield picture


def _backdrop(like: QImage, area: QRectF) -> QImage:
    """What is behind every frame, painted once."""
    backdrop = QImage(like.size(), like.format())
    canvas = QPainter(backdrop)
    canvas.setRenderHint(QPainter.RenderHint.Antialiasing)
    Backdrop.of(_TOP, _BOTTOM).paint(canvas, area)
    canvas.end()
    return backdrop


def _write_pictures(
    path: Path, timeline: FilmTimeline, pictures: Iterator[QImage]
) -> Film:
    folder = path.with_name(path.stem + "_frames")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for picture in pictures:
            file = folder / f"frame_{len(written) + 1:05d}.png"
            _save(picture, file)
            written.append(file)
        if timeline.samples is not None:
            _write_sound(folder / "reply.wav", timeline)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()
        raise
    return Film(
        folder,
        len(written),
        is_video=False,
        note="ffmpeg is not installed, so the film was written as single pictures.",
    )


def _save(picture: QImage, file: Path) -> None:
    if not picture.save(str(file)):
        raise _unwritable("a picture was refused")


def _write_video(
    ffmpeg: str,
    path: Path,
    timeline: FilmTimeline,
    pictures: Iterator[QImage],
    size: tuple[int, int],
    fps: int,
) -> Film:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    with tempfile.TemporaryDirectory(prefix="lumen-film-") as folder:
        sound = None
        if timeline.samples is not None and len(timeline.samples):
            sound = Path(folder) / "reply.wav"
            _write_sound(sound, timeline)
        command = _command(ffmpeg, unfinished, sound, size, fps)
        try:
            with (Path(folder) / "log").open("w+b") as log:
                count = _feed(command, pictures, log)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return Film(path, count, is_video=True)


def _command(
    ffmpeg: str, out: Path, sound: Path | None, size: tuple[int, int], fps: int
) -> list[str]:
    command = [ffmpeg, "-hide_banner", "-loglevel", "error", "-y", "-nostdin"]
    command += ["-f", "rawvideo", "-pix_fmt", "bgra", "-r", str(fps)]
    command += ["-s", f"{size[0]}x{size[1]}", "-i", "pipe:0"]
    if sound is not None:
        command += ["-i", str(sound)]
    command += ["-pix_fmt", "yuv420p"]
    if out.suffix.lower() in {".mp4", ".m4v", ".mov"}:
        command += ["-movflags", "+faststart"]
    return [*command, f"file:{out}"]


def _feed(command: list[str], pictures: Iterator[QImage], log: IO[bytes]) -> int:
    """Pipe pictures into ffmpeg.

    Raises:
        InputError: ffmpeg cannot write such a file.
    """
    process = subprocess.Popen(  # noqa: S603 - a list, and the program was looked up
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log
    )
    count = 0
    assert process.stdin is not None
    try:
        with process.stdin as pipe:
            for picture in pictures:
                pipe.write(picture.constBits())
                count += 1
    except BrokenPipeError:
        pass  # ffmpeg has ended: its return code says why
    except BaseException:
        process.kill()
        process.wait()
        raise
    try:
        code = process.wait(_ENDING + count)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise _unwritable("ffmpeg did not end") from None
    if code != 0:
        raise _unwritable("ffmpeg does not know this format or cannot write there")
    return count


def _write_sound(path: Path, timeline: FilmTimeline) -> None:
    assert timeline.samples is not None
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(timeline.rate_hz)
        loud = (timeline.samples.clip(-1.0, 1.0) * 32767.0).astype("<i2")
        file.writeframes(loud.tobytes())


def _unwritable(why: str) -> InputError:
    return InputError(
        f"The film could not be written: {why}.",
        "Choose another folder, on a disk with room, or an ending such as .mp4.",
    )
