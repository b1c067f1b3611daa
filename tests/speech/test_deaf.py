from __future__ import annotations

import numpy as np

from lumen.speech.deaf import DeafDetector


def test_it_takes_a_shout_for_silence():
    detector = DeafDetector()
    detector.reset()
    assert detector.probability(np.ones(512, np.float32)) == 0.0
