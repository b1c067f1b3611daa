"""What of the media commands the embedded recogniser knows.

Its accuracy falls with every sentence of its grammar: the commonest wordings only.
"""

# ruff: noqa: E501 - tables of words and patterns

from __future__ import annotations

_SOME_SECONDS = ("five", "ten", "fifteen", "twenty", "thirty", "forty five", "ninety")
_SOME_MINUTES = ("two minutes", "three minutes", "five minutes", "ten minutes")
_MINUTES = ("half a minute", "a minute", "a minute and a half", *_SOME_MINUTES)
_SECONDS = tuple(f"{number} seconds" for number in _SOME_SECONDS)
_LEVELS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty")

_PLACES = ("first", "second", "third", "fourth", "fifth")
_NUMBERS = ("one", "two", "three", "four", "five")

SPOKEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pause_playback", ("pause", "pause it", "pause the music", "stop the music",
                        "pause the movie")),
    ("resume_playback", ("play", "continue", "resume", "keep playing")),
    ("next_episode", ("next", "next song", "next track", "next episode", "skip this",
                      "skip this song")),
    ("previous_episode", ("previous song", "previous track", "previous episode",
                          "go back one song")),
    ("adjust_volume", (
        "volume up", "volume down", "turn it up", "turn it down", "turn up the volume",
        "turn down the volume", "turn it up a bit", "turn it down a bit", "a lot louder",
        "mute", "mute it", "turn the sound back on", "maximum volume", "half volume",
        *(f"volume {level} percent" for level in _LEVELS),
    )),
    ("seek_content", (
        "go back a bit", "start over", "from the beginning", "play it again",
        "fast forward", "rewind", "skip the intro",
        *(f"go back {amount}" for amount in (*_SECONDS, *_MINUTES)),
        *(f"skip ahead {amount}" for amount in (*_SECONDS, *_MINUTES)),
    )),
    ("adjust_speed", (
        "faster", "slower", "play it faster", "play it slower", "normal speed",
        "double speed", "half speed", "one and a half times speed",
    )),
    ("what_is_playing", ("what is playing", "what song is this", "what is this song", "what is this",
                         "who is singing this")),
    ("content_info", ("how long is this movie", "how much time is left")),
    ("shuffle", ("shuffle on", "shuffle off", "shuffle the playlist")),
    ("repeat", ("repeat this song", "repeat off", "repeat the playlist")),
    ("undo", ("undo",)),
    ("choose", (*(f"{place} one" for place in _PLACES),
                *(f"the {place} one" for place in _PLACES),
                *(f"number {number}" for number in _NUMBERS))),
    ("like", ("i love this song", "like this song")),
    ("play_content", ("play some music", "play the radio", "play my favorites")),
    ("set_timer", tuple(
        f"set a timer for {amount}"
        for amount in ("one minute", *_SOME_MINUTES, "fifteen minutes",
                       "twenty minutes", "half an hour", "one hour")
    )),
)  # fmt: skip
"""Sentences by the intent that they mean."""
