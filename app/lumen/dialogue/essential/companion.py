"""The tier that needs nothing: exact answers, small talk, honesty about the rest."""

# ruff: noqa: RUF001 - a typographic apostrophe is replaced

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import datetime

from lumen.core.events import Action
from lumen.core.intent import NO_SLOTS, Intent
from lumen.dialogue.essential import moments
from lumen.dialogue.essential.arithmetic import solve
from lumen.dialogue.essential.conversion import convert
from lumen.dialogue.essential.listening import (
    Remark,
    is_question,
    plain_name,
    remark_in,
)
from lumen.dialogue.essential.texts import Decks, load_topics
from lumen.dialogue.request import LocalReply, ReplyRequest

_OFFER_EVERY = 3
"""Every so many remarks that were not understood, a model is offered: no nagging."""

_VOICE = {
    "louder": Action.LOUDER,
    "quieter": Action.QUIETER,
}
_URGENT = ("crisis", "emergency")
_OPEN = (
    "weather",
    "news",
    "music",
    "reminder",
    "small_talk.sad",
    "small_talk.stressed",
)


def _no_intent(text: str) -> Intent | None:
    del text
    return None


class EssentialCompanion:
    """Answers without a model; implements `LocalAnswers`.

    Holds what a conversation needs: a suggestion that waits for a yes, the decks of
    sentences, whether it has greeted.

    Args:
        persona_name: Its name.
        clock_of_day: The local time.
        seed: Decides the order of its sentences.
        parse: Recognises the intent of a suggestion that was accepted.
        hours_24: Whether the person counts the hours to 24.
    """

    def __init__(
        self,
        persona_name: str,
        clock_of_day: Callable[[], datetime],
        seed: int = 0,
        *,
        parse: Callable[[str], Intent | None] = _no_intent,
        hours_24: bool = False,
    ) -> None:
        self._me = persona_name
        self._clock_of_day = clock_of_day
        self._parse = parse
        self._hours_24 = hours_24
        self._topics = load_topics()
        self._decks = Decks(self._topics, seed)
        self._suggested = ""
        self._greeted: datetime | None = None
        self._unclear = 0
        self._said = ""

    def claim(self, request: ReplyRequest) -> LocalReply | None:
        """See `LocalAnswers.claim`."""
        suggested, self._suggested = self._suggested, ""
        if _rejected(request):
            return None
        name = request.intent.name if request.intent else ""
        if suggested and name in ("yes", "no"):
            return self._settle(request, suggested, accepted=name == "yes")
        answer = self._exact(request, name)
        if answer is not None:
            self._said = answer.text
        return answer

    def reply(self, request: ReplyRequest) -> LocalReply:
        """See `LocalAnswers.reply`."""
        answer = self._reply(request)
        if answer.text == self._said:
            again = self._reply(request)
            answer = again if again.text else answer
        self._said = answer.text
        return answer

    # ---- exact answers ----------------------------------------------------------

    def _exact(self, request: ReplyRequest, name: str) -> LocalReply | None:
        if name in _VOICE:
            answer = self._line(name, request)
            return dataclasses.replace(answer, action=_VOICE[name])
        if name == "stop":
            return LocalReply("", action=Action.STOP)  # who wants quiet gets quiet
        if name == "repeat_that":
            text = request.last_reply or self._fill("repeat", request)
            return LocalReply(text, action=Action.REPEAT)
        by_name: dict[str, Callable[[ReplyRequest], LocalReply | None]] = {
            "privacy": self._privacy,
            "time_date": self._moment,
            "name_told": self._meet,
        }
        if name in by_name:
            return by_name[name](request)
        if name == "name_asked":
            key = "name_known" if request.user_name else "name_unknown"
            return self._line(key, request, it=request.user_name)
        if name:
            return None
        worked_out = solve(request.text) or convert(request.text)
        return LocalReply(worked_out.text) if worked_out else None

    def _privacy(self, request: ReplyRequest) -> LocalReply:
        """Who is not to listen says how that ends: nothing said can end it."""
        wish = "off" if request.intent and request.intent.slots.get("wish") else "on"
        answer = self._line(f"privacy.{wish}", request)
        return dataclasses.replace(answer, action=Action.PRIVACY, value=wish)

    def _moment(self, request: ReplyRequest) -> LocalReply:
        now = self._clock_of_day()
        slots = request.intent.slots if request.intent else NO_SLOTS
        question = slots.get("question", "time")
        if question == "elsewhere":
            place = str(slots.get("place", ""))
            said = moments.say_elsewhere(now, place, hours_24=self._hours_24)
            return LocalReply(said)
        if question == "another day":
            said = moments.say_another_day(now, slots.get("days"), request.language)
            return LocalReply(said)
        if question == "day":
            return self._line("date", request, it=moments.say_day(now))
        if question == "date":
            said = moments.say_date(now, request.language)
            return self._line("date", request, it=said)
        foreign = moments.foreign_time(now, request.language)
        if foreign:
            return LocalReply(foreign)
        said = moments.say_time(now, hours_24=self._hours_24)
        return self._line("time", request, it=said)

    def _meet(self, request: ReplyRequest) -> LocalReply | None:
        given = request.intent.slots.get("name", "") if request.intent else ""
        name = plain_name(str(given))
        if not name:
            return None
        answer = self._line("name_told", request, it=name)
        return dataclasses.replace(answer, action=Action.REMEMBER_NAME, value=name)

    def _settle(
        self, request: ReplyRequest, suggested: str, *, accepted: bool
    ) -> LocalReply:
        """Take yes or no for an answer to "did you mean ...?"."""
        if not accepted:
            return self._line("suggestion_declined", request)
        meant = dataclasses.replace(
            request, text=suggested, transcript=None, intent=self._parse(suggested)
        )
        return self.claim(meant) or self.reply(meant)

    # ---- polite answers ---------------------------------------------------------

    def _reply(self, request: ReplyRequest) -> LocalReply:
        if _rejected(request) or not request.text.strip():
            return self._ask_back(request)
        lowered = request.text.lower().replace("’", "'")[:400]
        urgent = self._topic_in(lowered, _URGENT)
        if urgent:
            return self._line(urgent, request)
        if request.intent is not None:
            answer = self._exact(request, request.intent.name)
            return answer or self._to_intent(request, request.intent)
        worked_out = solve(request.text) or convert(request.text)
        if worked_out:
            return LocalReply(worked_out.text)
        topic = self._topic_in(lowered, _OPEN)
        return self._line(topic, request) if topic else self._to_open(request, lowered)

    def _ask_back(self, request: ReplyRequest) -> LocalReply:
        transcript = request.transcript
        suggestions = transcript.suggestions if transcript else ()
        if not suggestions:
            return self._line("rejected", request)
        self._suggested = suggestions[0]
        return self._line("suggestion", request, it=suggestions[0])

    def _to_intent(self, request: ReplyRequest, intent: Intent) -> LocalReply:
        now = self._clock_of_day()
        topic = str(intent.slots.get("topic", ""))
        language = str(intent.slots.get("language", ""))
        key = intent.name
        if key == "greeting":
            key = f"greeting.{language or self._greeting(now)}"
        elif key == "farewell":
            night = moments.day_part(now) in ("evening", "night")
            key = f"farewell.{language or ('night' if night else 'day')}"
        elif key == "help":
            key = f"help.{topic or 'general'}"
        elif key == "small_talk":
            key = f"small_talk.{topic}"
        if key not in self._topics:
            return self._to_open(request, request.text.lower())
        return self._line(key, request)

    def _greeting(self, now: datetime) -> str:
        """How to greet; the second greeting within the hour is another one."""
        before, self._greeted = self._greeted, now
        if before is not None and abs((now - before).total_seconds()) < 3600:
            return "again"
        return moments.day_part(now)

    def _to_open(self, request: ReplyRequest, lowered: str) -> LocalReply:
        if is_question(lowered):
            return self._line("open_question", request)
        remark = remark_in(request.text)
        if remark is not None:
            return self._follow_up(request, remark)
        self._unclear += 1
        offer = self._unclear % _OFFER_EVERY == 1
        return self._line("statement_offer" if offer else "statement", request)

    def _follow_up(self, request: ReplyRequest, remark: Remark) -> LocalReply:
        answer = self._line(remark.key, request, it=remark.about)
        text = answer.text[0].upper() + answer.text[1:]
        return dataclasses.replace(answer, text=text)

    # ---- sentences --------------------------------------------------------------

    def _topic_in(self, lowered: str, keys: tuple[str, ...]) -> str:
        for key in keys:
            if any(pattern.search(lowered) for pattern in self._topics[key].patterns):
                return key
        return ""

    def _line(self, key: str, request: ReplyRequest, it: str = "") -> LocalReply:
        topic = self._topics[key]
        text = self._fill(key, request, it)
        return LocalReply(text, topic.expression, topic.action)

    def _fill(self, key: str, request: ReplyRequest, it: str = "") -> str:
        name = plain_name(request.user_name)
        places = {"{name}": f", {name}" if name else "", "{me}": self._me, "{it}": it}
        return _PLACES.sub(lambda match: places[match.group()], self._decks.deal(key))


_PLACES = re.compile(r"\{(?:name|me|it)\}")


def _rejected(request: ReplyRequest) -> bool:
    transcript = request.transcript
    return transcript is not None and transcript.rejected
