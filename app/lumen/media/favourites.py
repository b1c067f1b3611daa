"""Liking what plays, and liking it no more."""

from __future__ import annotations

from lumen.core.intent import Intent
from lumen.core.media import PlayerState, Track, Verdict
from lumen.media.choice import Ambiguous, Chosen, Nobody
from lumen.media.commands import Aside, Outcome, unchanged
from lumen.media.errands import Errands, Said, Sentence
from lumen.media.likes import Likes
from lumen.media.slots import text, yes_or_no

_LIKED, _NOT_LIKED = "a favourite", "not a favourite"


class Favourites:
    """Carries out ``like``: with the slot ``like`` off, it is taken back.

    Args:
        errands: Reports, and undoes.
        likes: Remembers; None: no list is kept.
    """

    def __init__(self, errands: Errands, likes: Likes | None) -> None:
        self._errands = errands
        self._likes = likes

    async def mark(self, sentence: Sentence, intent: Intent) -> Said:
        """Remember that the person likes what plays, or does no more."""
        errands = self._errands
        began = errands.clock.now()
        name = text(intent.slots, "player")
        match errands.choice.choose(name, after=sentence.player):
            case Chosen(player):
                pass
            case Ambiguous(players):
                player = players[0]
            case Nobody():
                outcome = Outcome(Verdict.NO_PLAYER, errands.nobody(name))
                return errands.report(sentence, intent, outcome, None, began)
        on = yes_or_no(intent.slots, "like") is not False
        outcome = await self._marked(player.state, on=on)
        return errands.report(sentence, intent, outcome, player, began)

    async def _marked(self, state: PlayerState, *, on: bool) -> Outcome:
        likes, track = self._likes, state.track
        if likes is None:
            return Outcome(
                Verdict.REFUSED,
                f"{state.name} cannot be told what you like, and I keep no list of it."
                " Mark it in the player's own window.",
            )
        if not track.title:
            return Outcome(
                Verdict.REFUSED,
                f"{state.name} does not tell what this is. Like it in the player's own"
                " window.",
            )
        known = on or await likes.known()  # else it may be one, and is taken off
        if known and likes.has(track) is on:
            be = (
                "is among your favourites already" if on else "is no favourite of yours"
            )
            return unchanged(f"{track.title} {be}.", _LIKED if on else _NOT_LIKED)
        if on:
            lasting = "" if likes.add(track) else " until I am closed"
            said = f"I will remember that you like {track.title}{lasting}."
        else:
            likes.remove(track)
            said = f"{track.title} is no longer among your favourites."
        aside = _aside(likes, track)
        aside = aside if on else aside.reversed()
        return Outcome(Verdict.DONE, said, aside.before, aside.after, aside=aside)


def _aside(likes: Likes, track: Track) -> Aside:
    """Having liked a track."""
    return Aside(
        key=f"like {track.title}\n{track.artists}",
        name=track.title,
        before=_NOT_LIKED,
        after=_LIKED,
        back=lambda: likes.remove(track),
        again=lambda: _again(likes, track),
    )


def _again(likes: Likes, track: Track) -> None:
    likes.add(track)
