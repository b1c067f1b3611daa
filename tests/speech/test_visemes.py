"""Phonemes become mouth shapes: tables, glides, closures, gaps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.cancellation import CancellationToken
from lumen.core.expression import Viseme
from lumen.core.speech import Sentence, SpeechStyle
from lumen.core.units import Seconds
from lumen.speech import espeak
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.visemes import (
    LEAST_CLOSURE,
    Alphabet,
    MouthTrack,
    TimedPhoneme,
    mouth_track,
)

V = Viseme


def ipa(*symbols: str, each: float = 0.1, alphabet: Alphabet = Alphabet.IPA):
    phonemes = [
        TimedPhoneme(symbol, at * each, (at + 1) * each)
        for at, symbol in enumerate(symbols)
    ]
    return mouth_track(phonemes, alphabet, Seconds(len(symbols) * each))


def shapes(track: MouthTrack) -> list[V]:
    return [span.viseme for span in track.spans]


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("p", [V.PP]), ("m", [V.PP]), ("f", [V.FF]), ("v", [V.FF]),
        ("θ", [V.TH]), ("ð", [V.TH]), ("t", [V.DD]), ("ɾ", [V.DD]),
        ("k", [V.KK]), ("ŋ", [V.KK]), ("ʁ", [V.KK]), ("ç", [V.KK]),
        ("ʃ", [V.CH]), ("tʃ", [V.CH]), ("dʒ", [V.CH]), ("t͡ʃ", [V.CH]),
        ("s", [V.SS]), ("ts", [V.SS]), ("n", [V.NN]), ("ɲ", [V.NN]), ("ʎ", [V.NN]),
        ("ɹ", [V.RR]), ("ɜː", [V.RR]), ("ɐ", [V.AA]), ("ˈɑː", [V.AA]), ("æ", [V.AA]),
        ("ɛ̃", [V.E]), ("ø", [V.E]), ("ə", [V.E]), ("y", [V.IH]), ("j", [V.IH]),
        ("ɔ̃", [V.OH]), ("uː", [V.OU]), ("w", [V.OU]), ("pf", [V.PP, V.FF]),
        ("aɪ", [V.AA, V.IH]), ("ˈaʊ", [V.AA, V.OU]), ("oʊ", [V.OH, V.OU]),
        ("ɔʏ", [V.OH, V.IH]), ("ɛɹ", [V.E, V.RR]), ("", [V.SIL]), (",", [V.SIL]),
    ],
)  # fmt: skip
def test_ipa_table(symbol: str, expected: list[V]) -> None:
    track = ipa(symbol)
    assert shapes(track) == expected
    assert track.unmapped == ()


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("b", [V.PP]), ("v", [V.FF]), ("dh", [V.TH]), ("d", [V.DD]), ("hh", [V.KK]),
        ("jh", [V.CH]), ("z", [V.SS]), ("l", [V.NN]), ("er", [V.RR]), ("ae1", [V.AA]),
        ("EH0", [V.E]), ("y", [V.IH]), ("ao", [V.OH]), ("uw", [V.OU]), ("pau", [V.SIL]),
        ("ay", [V.AA, V.IH]), ("oy", [V.OH, V.IH]), ("ow", [V.OH, V.OU]),
        ("ey", [V.E, V.IH]), ("aw", [V.AA, V.OU]), ("", [V.SIL]),
    ],
)  # fmt: skip
def test_arpabet_table(symbol: str, expected: list[V]) -> None:
    track = ipa(symbol, alphabet=Alphabet.ARPABET)
    assert shapes(track) == expected
    assert track.unmapped == ()


def test_a_diphthong_dwells_on_its_beginning() -> None:
    first, second = ipa("aɪ").spans
    assert first.end - first.start > second.end - second.start > 0


def test_marks_on_their_own_lend_their_time() -> None:
    track = ipa("ˈ", "a", "ː", "t")
    assert [(s.viseme, round(s.start, 3)) for s in track.spans] == [
        (V.AA, 0.0),
        (V.DD, 0.3),
    ]


def test_halves_of_an_affricate_go_together() -> None:
    assert shapes(ipa("a", "t", "ʃ", "a", "d", "ʒ")) == [V.AA, V.CH, V.AA, V.CH]


def test_a_short_space_is_no_pause_and_a_long_one_is() -> None:
    assert shapes(ipa("a", " ", "o", each=0.05)) == [V.AA, V.OH]
    assert shapes(ipa("a", " ", "o", each=0.15)) == [V.AA, V.SIL, V.OH]
    assert shapes(ipa(" ", "o", each=0.05)) == [V.SIL, V.OH]


def test_stress_before_a_pause_is_forgotten() -> None:
    assert shapes(ipa("a", "ˈ", "", "o")) == [V.AA, V.SIL, V.OH]


@pytest.mark.parametrize("closed", ["p", "b", "m", "f", "v"])
def test_a_short_closure_takes_time_from_its_neighbours(closed: str) -> None:
    phonemes = [
        TimedPhoneme("a", 0.0, 0.1),
        TimedPhoneme(closed, 0.1, 0.104),
        TimedPhoneme("o", 0.104, 0.2),
    ]
    spans = mouth_track(phonemes, Alphabet.IPA, Seconds(0.2)).spans
    assert len(spans) == 3
    assert spans[1].end - spans[1].start == pytest.approx(LEAST_CLOSURE)


def test_a_closure_without_any_time_is_kept() -> None:
    phonemes = [TimedPhoneme("a", 0.0, 0.1), TimedPhoneme("m", 0.1, 0.1)]
    spans = mouth_track(phonemes, Alphabet.IPA, Seconds(0.1)).spans
    assert shapes(MouthTrack(spans)) == [V.AA, V.PP]
    assert spans[1].end - spans[1].start == pytest.approx(LEAST_CLOSURE)


def test_a_closure_between_short_sounds_takes_from_both() -> None:
    phonemes = [
        TimedPhoneme("a", 0.0, 0.02),
        TimedPhoneme("p", 0.02, 0.03),
        TimedPhoneme("o", 0.03, 0.06),
    ]
    closure = mouth_track(phonemes, Alphabet.IPA, Seconds(0.06)).spans[1]
    assert closure.start < 0.02
    assert closure.end > 0.03
    assert closure.end - closure.start == pytest.approx(LEAST_CLOSURE)


def test_reduced_vowels_open_less() -> None:
    assert ipa("ə").spans[0].weight < ipa("ɛ").spans[0].weight
    assert ipa("h").spans[0].weight < ipa("k").spans[0].weight


def test_unknown_symbols_are_counted_and_do_not_stop_the_mouth() -> None:
    track = ipa("a", "ж", "☃", "t")
    assert track.unmapped == ("ж", "☃")
    assert shapes(track) == [V.AA, V.E, V.DD]
    track = ipa("zzz", "p", alphabet=Alphabet.ARPABET)
    assert track.unmapped == ("zzz",)
    assert shapes(track) == [V.E, V.PP]


def test_gaps_are_silence() -> None:
    track = mouth_track([TimedPhoneme("a", 0.2, 0.3)], Alphabet.IPA, Seconds(0.5))
    assert shapes(track) == [V.SIL, V.AA, V.SIL]
    assert shapes(mouth_track([], Alphabet.IPA, Seconds(0.5))) == [V.SIL]


_SYMBOLS = st.one_of(
    st.sampled_from(["p", "m", "f", "a", "oʊ", "ˈ", "ː", " ", "", ",", "t", "ʃ", "ə"]),
    st.text(max_size=3),
)


@given(
    sounds=st.lists(st.tuples(_SYMBOLS, st.floats(-0.05, 0.3))),
    duration=st.floats(0.0, 3.0),
    alphabet=st.sampled_from(Alphabet),
)
def test_any_phonemes_fill_the_clip(
    sounds: list[tuple[str, float]], duration: float, alphabet: Alphabet
) -> None:
    at, phonemes = 0.0, []
    for symbol, length in sounds:
        phonemes.append(TimedPhoneme(symbol, at, at + length))
        at = max(0.0, at + length)
    spans = mouth_track(phonemes, alphabet, Seconds(duration)).spans
    at = 0.0
    for span in spans:
        assert span.start == at
        assert span.end > span.start
        at = span.end
    assert at == pytest.approx(duration)
    assert all(a.viseme is not b.viseme for a, b in pairwise(spans))


SAMPLES = {
    "en-us": "The quick brown fox jumps over the lazy dog. She sells sea shells; judge "
    "Jones chewed both thin things with a measure of joy. Butter, singing, fire, poor.",
    "en-gb": "Bother the hot bird there; near, pure, nurse, caught, cot, goat, vision.",
    "de": "Zwölf große Boxkämpfer jagen Viktor quer über den Sylter Deich. Ich möchte "
    "schöne Füße, Äpfel, Häuser, Pferde, Genie, Journal, Bach und Ring.",
    "fr": "Portez ce vieux whisky au juge blond qui fume un bon vin de Bourgogne. "
    "Huit oignons, peu, peur, lui, montagne, yeux, chez, brun, camping.",
    "es": "El veloz murciélago hindú comía feliz cardillo y kiwi. La cigüeña tocaba el "
    "saxofón; llave, perro, mañana, yo, dedo, agua, haba, jota, chico.",
    "it": "Quel vituperabile xenofobo zelante assaggia il whisky ed esclama: alleluja! "
    "Gnocchi, sciare, figlio, zucchero, pizza, giorno, azzurro, psicologo.",
}


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_nothing_is_unmapped_in_the_languages_promised(language: str) -> None:
    unmapped = []
    original = espeak.finish_clip

    def spy(sentence, raw, how):
        track = mouth_track(raw.phonemes, how.alphabet, Seconds(60.0))
        unmapped.extend(track.unmapped)
        assert len(track.spans) > 40
        return original(sentence, raw, how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(espeak, "finish_clip", spy)
        text = SAMPLES[language]
        EspeakSynthesizer().synthesize(
            Sentence(0, text, text), SpeechStyle(language), CancellationToken()
        )
    assert unmapped == []
