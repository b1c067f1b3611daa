"""Piper voices of random weights, built without torch and without a download.

The file is a hand-made ONNX graph with the inputs, the output and the one `Ceil` node
by which Piper finds durations, so that all of Piper runs: loading, patching, phonemes,
synthesis, alignments.

``nano`` hums: harmonics of 200 Hz, silent at punctuation, so that pitch and pauses can
be measured. ``medium`` has the layers of a real medium voice (VITS: text encoder, flow,
HiFi-GAN decoder) and therefore its size and its cost; it sounds like noise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

HOP = 256
PITCH_HZ = 200.0
_SYMBOLS = 256
_SILENT = frozenset(".,;:!?^$")
Array = NDArray[np.float32]


def build_voice(
    folder: Path,
    name: str = "en_US-nano-medium",
    size: str = "nano",
    language: tuple[str, str] = ("en_US", "en-us"),
) -> Path:
    """Write a voice.

    Args:
        folder: Where to.
        name: Stem of the two files.
        size: ``nano`` or ``medium``.
        language: Its code, and the name of espeak's voice for its phonemes.

    Returns:
        The network; its description lies beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    graph = _Graph()
    rate_hz = 16_000 if size == "nano" else 22_050
    audio = _hum(graph, rate_hz) if size == "nano" else _vits(graph)
    model = folder / f"{name}.onnx"
    onnx.save(graph.model(audio), str(model))
    description = {
        "audio": {"sample_rate": rate_hz, "quality": "medium"},
        "espeak": {"voice": language[1]},
        "language": {"code": language[0], "name_native": language[0]},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": {k: list(v) for k, v in DEFAULT_PHONEME_ID_MAP.items()},
        "num_symbols": _SYMBOLS,
        "num_speakers": 1,
        "speaker_id_map": {},
        "hop_length": HOP,
    }
    Path(f"{model}.json").write_text(json.dumps(description), encoding="utf-8")
    return model


@dataclass
class _Graph:
    """Collects nodes and weights; every method gives the name of its result."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: list[onnx.TensorProto] = field(default_factory=list)
    random: np.random.Generator = field(
        default_factory=lambda: np.random.default_rng(1234)
    )

    def constant(self, value: object, kind: type = np.float32) -> str:
        name = f"w{len(self.weights)}"
        array = np.asarray(value, dtype=kind)
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def noise(self, *shape: int) -> str:
        scale = 1.0 / np.sqrt(np.prod(shape[1:]))
        return self.constant(self.random.normal(0, scale, shape))

    def conv(self, x: str, out: int, inner: int, kernel: int, dilation: int = 1) -> str:
        pad = (kernel - 1) * dilation // 2
        return self.op(
            "Conv",
            x,
            self.noise(out, inner, kernel),
            self.noise(out),
            dilations=[dilation],
            pads=[pad, pad],
        )

    def reshape(self, x: str, *shape: int) -> str:
        return self.op("Reshape", x, self.constant(shape, np.int64))

    def model(self, audio: str) -> onnx.ModelProto:
        self.nodes.append(helper.make_node("Identity", [audio], ["output"]))
        inputs = [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ]
        output = helper.make_tensor_value_info(
            "output", TensorProto.FLOAT, [1, 1, 1, "time"]
        )
        graph = helper.make_graph(
            self.nodes, "random", inputs, [output], initializer=self.weights
        )
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8
        )
        onnx.checker.check_model(model)
        return model


def _durations(graph: _Graph, frames: Array) -> str:
    """Frames of each id, float[1, 1, n]: the only Ceil of the graph."""
    length = graph.op("Gather", "scales", graph.constant(1, np.int64))
    own = graph.op("Gather", graph.constant(frames), "input")
    stretched = graph.op("Mul", own, length)
    whole = graph.op("Unsqueeze", stretched, graph.constant([1], np.int64))
    return graph.op("Ceil", whole)


def _frame_ids(graph: _Graph, durations: str) -> str:
    """For each frame the position of its id, int64[frames]."""
    flat = graph.reshape(durations, -1)
    ends = graph.op("CumSum", flat, graph.constant(0, np.int64))
    total = graph.op("ReduceMax", ends, keepdims=0)
    zero, one = graph.constant(0.0), graph.constant(1.0)
    frames = graph.op("Range", zero, total, one)
    column = graph.op("Unsqueeze", frames, graph.constant([1], np.int64))
    behind = graph.op("GreaterOrEqual", column, ends)
    counted = graph.op("Cast", behind, to=TensorProto.INT64)
    return graph.op("ReduceSum", counted, graph.constant([1], np.int64), keepdims=0)


def _per_id(sounding: float, silent: float, blank: float) -> Array:
    values = np.full(_SYMBOLS, sounding, dtype=np.float32)
    for symbol in _SILENT:
        values[list(DEFAULT_PHONEME_ID_MAP[symbol])] = silent
    values[list(DEFAULT_PHONEME_ID_MAP["_"])] = blank
    values[list(DEFAULT_PHONEME_ID_MAP[" "])] = blank
    return values


def _hum(graph: _Graph, rate_hz: int) -> str:
    durations = _durations(graph, _per_id(6.9, 6.9, 0.0))
    at = _frame_ids(graph, durations)
    ids = graph.op("Gather", graph.reshape("input", -1), at)
    loudness = graph.op("Gather", graph.constant(_per_id(0.5, 0.0, 0.4)), ids)
    column = graph.op("Unsqueeze", loudness, graph.constant([1], np.int64))
    envelope = graph.op("Expand", column, graph.constant([1, HOP], np.int64))
    envelope = graph.reshape(envelope, -1)
    count = graph.op("Size", envelope)
    steps = graph.op(
        "Range", graph.constant(0, np.int64), count, graph.constant(1, np.int64)
    )
    time = graph.op("Cast", steps, to=TensorProto.FLOAT)
    wave = ""
    for harmonic, share in ((1, 0.6), (2, 0.3), (3, 0.1)):
        turn = graph.constant(2.0 * np.pi * PITCH_HZ * harmonic / rate_hz)
        tone = graph.op("Sin", graph.op("Mul", time, turn))
        tone = graph.op("Mul", tone, graph.constant(share))
        wave = graph.op("Add", wave, tone) if wave else tone
    return graph.reshape(graph.op("Mul", wave, envelope), 1, 1, 1, -1)


_HIDDEN, _FILTER, _ENCODER_LAYERS = 192, 768, 6
_FLOWS, _FLOW_LAYERS = 4, 4
_UPSAMPLING = ((8, 16), (8, 16), (4, 8))
_RESIDUAL = ((3, (1, 2)), (5, (2, 6)), (7, (3, 12)))
_DECODER = 256


def _vits(graph: _Graph) -> str:
    """The layers of a medium voice; without position tables and speaker conditions.

    Source: Kim et al., "VITS" (2021), and Piper's published medium configuration.
    """
    embedded = graph.op("Gather", graph.noise(_SYMBOLS, _HIDDEN), "input")
    x = graph.op("Transpose", embedded, perm=[0, 2, 1])
    for _ in range(_ENCODER_LAYERS):
        x = _encoder_layer(graph, x)
    durations = _durations(graph, _per_id(3.0, 6.0, 2.0))
    frames = graph.op("Gather", x, _frame_ids(graph, durations), axis=2)
    for _ in range(_FLOWS):
        frames = _flow(graph, frames)
    return graph.reshape(_decoder(graph, frames), 1, 1, 1, -1)


def _encoder_layer(graph: _Graph, x: str) -> str:
    query, key, value = (graph.conv(x, _HIDDEN, _HIDDEN, 1) for _ in range(3))
    scores = graph.op("MatMul", graph.op("Transpose", query, perm=[0, 2, 1]), key)
    scores = graph.op("Mul", scores, graph.constant(1.0 / np.sqrt(_HIDDEN)))
    weights = graph.op("Softmax", scores, axis=2)
    mixed = graph.op("MatMul", value, graph.op("Transpose", weights, perm=[0, 2, 1]))
    x = graph.op("Add", x, graph.conv(mixed, _HIDDEN, _HIDDEN, 1))
    inner = graph.op("Relu", graph.conv(x, _FILTER, _HIDDEN, 3))
    return graph.op("Tanh", graph.op("Add", x, graph.conv(inner, _HIDDEN, _FILTER, 3)))


def _flow(graph: _Graph, x: str) -> str:
    half = _HIDDEN // 2
    first, second = (
        graph.op(
            "Slice",
            x,
            graph.constant([at], np.int64),
            graph.constant([at + half], np.int64),
            graph.constant([1], np.int64),
        )
        for at in (0, half)
    )
    inner = graph.conv(first, _HIDDEN, half, 1)
    for _ in range(_FLOW_LAYERS):
        wide = graph.conv(inner, 2 * _HIDDEN, _HIDDEN, 5)
        parts = (
            graph.op(
                "Slice",
                wide,
                graph.constant([at], np.int64),
                graph.constant([at + _HIDDEN], np.int64),
                graph.constant([1], np.int64),
            )
            for at in (0, _HIDDEN)
        )
        tanh, gate = (
            graph.op(kind, part)
            for kind, part in zip(("Tanh", "Sigmoid"), parts, strict=True)
        )
        out = graph.conv(graph.op("Mul", tanh, gate), 2 * _HIDDEN, _HIDDEN, 1)
        step = graph.conv(out, _HIDDEN, 2 * _HIDDEN, 1)
        inner = graph.op("Add", inner, step)
    moved = graph.op("Add", second, graph.conv(inner, half, _HIDDEN, 1))
    return graph.op("Concat", moved, first, axis=1)


def _decoder(graph: _Graph, x: str) -> str:
    channels = _DECODER
    x = graph.conv(x, channels, _HIDDEN, 7)
    for factor, kernel in _UPSAMPLING:
        pad = (kernel - factor) // 2
        x = graph.op(
            "ConvTranspose",
            graph.op("LeakyRelu", x, alpha=0.1),
            graph.noise(channels, channels // 2, kernel),
            graph.noise(channels // 2),
            strides=[factor],
            pads=[pad, pad],
        )
        channels //= 2
        x = _residual(graph, x, channels)
    x = graph.conv(graph.op("LeakyRelu", x, alpha=0.01), 1, channels, 7)
    return graph.op("Tanh", x)


def _residual(graph: _Graph, x: str, channels: int) -> str:
    total = ""
    for kernel, dilations in _RESIDUAL:
        branch = x
        for dilation in dilations:
            active = graph.op("LeakyRelu", branch, alpha=0.1)
            step = graph.conv(active, channels, channels, kernel, dilation)
            branch = graph.op("Add", branch, step)
        total = graph.op("Add", total, branch) if total else branch
    return graph.op("Mul", total, graph.constant(1.0 / len(_RESIDUAL)))


if __name__ == "__main__":
    import sys

    print(build_voice(Path(sys.argv[1]), size=sys.argv[2]))
