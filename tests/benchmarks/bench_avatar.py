"""What the avatar costs: ``python tests/benchmarks/bench_avatar.py [seconds]``.

Prints milliseconds per painted frame, microseconds per pose, and the share of one core
that a real `AvatarView` takes in a private X server (offscreen where there is none).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

FRAMES = 240


@contextmanager
def private_display() -> Iterator[str]:
    """An X server of our own; without Xvfb Qt paints offscreen."""
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
    try:
        yield f"Xvfb :{number}"
    finally:
        server.terminate()
        server.wait()


def speaking_clip():
    from fakes import ToneSynthesizer
    from lumen.core.cancellation import CancellationToken
    from lumen.core.speech import Sentence, SpeechStyle

    text = " ".join(["word"] * 400)
    return ToneSynthesizer().synthesize(
        Sentence(0, text, text), SpeechStyle(), CancellationToken()
    )


def table_of_frames(character) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from lumen.avatar.engine import AvatarEngine
    from lumen.core.speech import Heard
    from lumen.core.turn import Phase
    from lumen.ui.avatar_painter import AvatarPainter

    clip = speaking_clip()
    print(
        f"{'size':>12} {'phase':>9} {'fps':>4} {'median':>8} {'mean':>8} {'p95':>8}  ms per frame"
    )
    for width, height, ratio in (
        (48, 48, 1),
        (64, 64, 1),
        (240, 320, 1),
        (480, 640, 1),
        (480, 640, 2),
    ):
        for phase, fps in ((Phase.IDLE, 15), (Phase.SPEAKING, 30)):
            engine, painter = (
                AvatarEngine(character.rig, 5),
                AvatarPainter(character.geometry),
            )
            engine.set_phase(phase, 10.0)
            image = QImage(
                width * ratio, height * ratio, QImage.Format.Format_ARGB32_Premultiplied
            )
            image.setDevicePixelRatio(ratio)
            times = []
            for index in range(FRAMES):
                at = index / fps
                heard = Heard(clip, at) if phase is Phase.SPEAKING else None
                pose = engine.pose(10.0 + at, heard)
                start = time.process_time()
                image.fill(0)
                canvas = QPainter(image)
                painter.paint(canvas, QRectF(0, 0, width, height), pose)
                canvas.end()
                times.append(1e3 * (time.process_time() - start))
            times.sort()
            name = f"{width}x{height}@{ratio}"
            print(
                f"{name:>12} {phase.value:>9} {fps:>4} {times[FRAMES // 2]:8.2f} "
                f"{statistics.mean(times):8.2f} {times[int(FRAMES * 0.95)]:8.2f}"
            )


def table_of_poses(character) -> None:
    from lumen.avatar.engine import AvatarEngine
    from lumen.core.speech import Heard

    clip = speaking_clip()
    print("\nmicroseconds per pose")
    for fps in (12, 30, 60):
        for speaking in (False, True):
            engine = AvatarEngine(character.rig, 5)
            engine.pose(10.0)
            start = time.process_time()
            for index in range(2_000):
                at = index / fps
                engine.pose(
                    10.0 + at, Heard(clip, at % clip.duration) if speaking else None
                )
            cost = 1e6 * (time.process_time() - start) / 2_000
            print(f"{fps:>4} fps {'speaking' if speaking else 'idle':>9} {cost:8.1f}")


def table_of_cores(character, seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    from lumen.avatar.engine import AvatarEngine
    from lumen.core.speech import Heard
    from lumen.core.turn import Phase
    from lumen.ui.application import build_application
    from lumen.ui.avatar_painter import AvatarPainter
    from lumen.ui.avatar_view import AvatarView

    app = build_application([])
    clip = speaking_clip()
    begun: list[float] = []

    def heard() -> Heard | None:
        if not begun:
            return None
        return Heard(clip, (time.monotonic() - begun[0]) % clip.duration)

    view = AvatarView(
        AvatarEngine(character.rig, 5),
        AvatarPainter(character.geometry),
        time.monotonic,
        heard,
    )
    view.resize(480, 640)
    view.show()
    wait(app, 1.0, QEventLoop, QTimer)
    print(f"\nshare of one core, 480x640, {seconds:g} s each ({app.platformName()})")
    for name, prepare in _modes(view, begun, Phase):
        prepare()
        wait(app, 0.5, QEventLoop, QTimer)
        painted = view._painter.layers_painted
        cpu, wall = time.process_time(), time.monotonic()
        wait(app, seconds, QEventLoop, QTimer)
        share = (time.process_time() - cpu) / (time.monotonic() - wall)
        layers = (view._painter.layers_painted - painted) / seconds
        print(f"{name:>12} {100 * share:6.1f} %   layers painted anew {layers:5.1f}/s")
    view.close()


def _modes(view, begun: list[float], phase) -> list[tuple[str, Callable[[], None]]]:
    def idle() -> None:
        begun.clear()
        view.set_phase(phase.IDLE)

    def thinking() -> None:
        begun.clear()
        view.set_phase(phase.THINKING)

    def speaking() -> None:
        begun.append(time.monotonic())
        view.set_phase(phase.SPEAKING)

    def calm() -> None:
        idle()
        view.set_reduced_motion(True)

    return [
        ("idle", idle),
        ("thinking", thinking),
        ("speaking", speaking),
        ("reduced", calm),
        ("hidden", view.hide),
    ]


def wait(_app, seconds: float, loop_type, timer_type) -> None:
    loop = loop_type()
    timer_type.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with private_display():
        from lumen.ui.avatar_character import load_character

        start = time.process_time()
        character = load_character()
        print(f"reading the character: {1e3 * (time.process_time() - start):.0f} ms\n")
        table_of_cores(character, seconds)
        table_of_frames(character)
        table_of_poses(character)


if __name__ == "__main__":
    main()
