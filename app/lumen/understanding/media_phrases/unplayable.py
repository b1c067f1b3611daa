"""What can not be played: games, things of the house, food, errands."""

from __future__ import annotations

from lumen.understanding.wording import Wording

NO_MEDIA = Wording(
    r"(?:(?:a |the |some |this |my |another |me |us |any |that )*"
    r"(?:round of |game of |quick |video |card |computer |board )?"
    r"(?:games?|chess|poker|checkers|solitaire|cards|hide and seek|"
    r"tic tac toe|twenty questions|20 questions|trivia|hangman|"
    r"minecraft|fifa(?: \w+)?|monopoly|scrabble|sudoku|tetris|"
    r"(?:it by ear|dead|dumb|nice|fair|hard to get|hooky|truant|it cool|it safe)\b.*|"
    r"football|soccer|tennis|golf|basketball|baseball|hockey|cricket|"
    r"volleyball|rugby|ping pong|pool|darts|bingo|blackjack|uno|dead|"
    r"dumb|fair|along|nice|safe|outside|rough|it cool|it safe|by ear|"
    r"it by ear|with (?:me|my|the|fire)|tricks?|pranks?|jokes?|house|"
    r"doctor|(?:the )?devil's advocate|"
    r"the (?:"
    r"fool|victim|guitar|piano|violin|drums|flute|lottery|field|"
    r"market|role|part|game|devil)|"
    r"(?:an? |any |the |some )?(?:musical )?instruments?|"
    r"guitar|piano|violin|drums|candy crush|fortnite|pokemon|roblox|"
    r"temple run|mario(?: \w+)?|call of duty|go fish|"
    r"rock paper scissors|i spy|simon says|truth or dare|"
    r"would you rather|canasta|bridge|space invaders|chinese checkers|spades|rummy|"
    r"snake|pac ?man|doom|pong|"
    r"charades|catch|tag|fetch)"
    r"(?: (?:"
    r"with|against|for|on|in|to|together|game|app|now|please|and|"
    r"at|tonight|online|let|tomorrow|today|later|after|before|this|next|soon|"
    r"outside|sometime|when|if|while|then|again|over)"
    r"\b.*)?|"
    r"(?:my|your) (?:weight|step|back|language|mouth|diet|figure|tone)\b.*|.* together|"
    r"(?:more )?(?:about|from) (?:you|your|my|the|him|her|them|it|that|this)\b.*|"
    r"(?:.* )?(?:jokes?|trivia|riddles?|voice(?: option)?|utterances?|sentence|"
    r"\w+ posts|to ?do list|tweets?|close by|lists(?: i have)?(?: available)?)"
    r"(?: .*)?|"
    r"for me the game .*|"
    r".*\b(?:with (?:me|you|him|her|us|yourself)|against (?:me|you))|"
    r".*\bgames?|(?:(?:a|my|the|favorite|another|some) )+games? (?:by|called|named|"
    r"how|of|like)\b.*|(?:the )?game .*|.*\b(?:video game|board game)\b.*)"
)
HOUSE = Wording(
    r"\b(?:"
    r"lights?|lamps?|fans?|heat(?:er|ing)?|oven|stove|thermostat|ac|a c|"
    r"air con(?:ditioner|ditioning)?|vacuum(?: cleaner)?|cleaner|"
    r"dishwasher|washing machine|coffee|kettle|doors?|windows?|"
    r"curtains?|blinds|plugs?|sockets?|outlet|wemo|robot|rover|alarm|"
    r"timer|wifi|wi fi|bluetooth|flashlight|camera|engine|car|"
    r"brightness|hotspot|printer|microwave|location|notifications?|"
    r"airplane mode|dark mode|night mode|mode|scene|sprinklers?|shower|"
    r"vac|roomba|hoover|brew(?:ing)?|bulbs?|switch|subtitles|captions|appliances?|weather|traffic|"
    r"email|emails|mails?|reminders?|calendar|schedules?|messages?|"
    r"meetings?|appointments?|bank|credit|account|recipes?|restaurant|"
    r"text|voice ?mails?|answering machine|message|messages|directions|"
    r"theat(?:er|re)s?|cinemas?|"
    r"showtimes?|movie (?:times|schedule|house)|near me|nearby|tickets?|"
    r"doctor|shopping|grocery|to do|taxi|uber|train|flight|hotel|"
    r"humidity|temperature)"
    r"\b"
)


NO_MUSIC = Wording(
    r"\b(?:food|pizza|coffee|tea|beer|wine|dinner|lunch|breakfast|snacks?|burgers?|"
    r"tacos|"
    r"sushi|chinese|italian|mexican|thai|indian|pasta|cake|ice cream|chocolate|water|"
    r"help|advice|ideas?|information|facts?|details|truth|time|space|money|love|credit|"
    r"knowledge|wisdom|jokes?|names?|examples?|tips|options|numbers?|questions?|news|"
    r"compliments?|hug|break|rest|sleep|air|weather|celsius|fahrenheit|language|"
    r"english|"
    r"spanish|french|german|male|female|voice|mode|page|tab|topic|subject|conversation|"
    r"channel|plan|date|password|settings?|account|meeting|snooze|nap|walk|swim|"
    r"adventure|shopping|fun|fight|chat|talk|party|drinks?|games?|dancing|dance|"
    r"company|"
    r"holiday|vacation|change|challenge|exercise|trip|"
    r"rain|snow|bread)\b|^(?:it|this|that|you)$"
)


DEVICE = Wording(
    r"\b(?:lights?|lamps?|fans?|heater|oven|thermostat|vacuum|dishwasher|"
    r"plugs?|sockets?|messages?|voicemail|emails?|reminders?|alarm)"
    r"\b"
)


NO_START = Wording(
    r"(?:listen to|watch|play|hear)"
    r" (?:me$|out\b|your\b|you\b|him\b|her\b|yourself|what i|where|how|"
    r"the (?:"
    r"kids|children|dog|baby|time|clock|road|door|weight|birds|rain|"
    r"stars|sun|game|match|stock)|"
    r"my (?:step|back|weight|mouth|diet|heart|language|kids|dog|things)|"
    r"over\b|this space|reason|that tone|for\b|carefully|closely|"
    r"all sides|both sides|i\b)|"
    r"put on (?:my|your|a|the|some|his|her)"
    r" (?:"
    r"coat|shoes|hat|jacket|clothes|kettle|weight|show of|dress|shirt|"
    r"glasses|makeup|mask|pants|socks|pounds)|"
    r"stick on (?:a|the) (?:stamp|label)"
)
NO_THING = Wording(
    r"(?:.*\b(?:facts?|definition|you|theat(?:er|re)s?|cinemas?|megaplex|imax|near me|"
    r"nearby|answer|meaning|again|either)\b|those|never have|"
    r"you|me|him|her|them|us|it|what|how|when|where|why|if|about|from|more about|"
    r"your|the (?:news|weather|forecast|game|match|answer|question|story of|rest of)|"
    r"my (?:messages?|mails?|emails?|schedule|calendar|reminders?|notes?|options|"
    r"lists?|"
    r"voicemails?|account|balance|bill)|another|a (?:joke|story|fact|poem|riddle|sport|"
    r"game)|some (?:jokes?|facts?|news)|something (?:funny|else|new|nice)|anything|"
    r"that again|this again|someone|people|sports?|tv|television)\b"
)
_NOT_RESUMED = Wording(
    r"\b(?:negotiations?|talks|proceedings|training|studies|treatment|conversations?|"
    r"chat|talk|discussion|talking|writing|tips|lesson|work|"
    r"working|"
    r"project|job|meeting|journey|navigation|route|trip|game|download|class|tomorrow|"
    r"later|"
    r"templates?|builder|interview)\b|"
    r"^(?!(?:play|watch|listen|read|stream|hear|sing)ing\b)[a-z]{3,}ing\b"
)


def not_playable(what: str) -> bool:
    """Whether a plain text names a game, a thing of the house, an errand."""
    return bool(NO_MEDIA.fullmatch(what) or HOUSE.search(what))


def not_resumed(what: str) -> bool:
    """Whether a plain text names talk or work, which no player goes on with."""
    return bool(_NOT_RESUMED.search(what))
