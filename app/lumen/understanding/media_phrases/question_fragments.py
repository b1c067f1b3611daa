"""Pieces of the questions about what plays."""

from __future__ import annotations

ASK = (
    r"(?:(?:do you know|tell me|"
    r"(?:find|get|give|show)(?: me| us)?(?: the)?|can you tell me|"
    r"could you tell me|say|give me|show me|i wonder|any idea|"
    r"remind me|let me know|i have no (?:idea|clue)|i do not know|"
    r"i am (?:curious|wondering)|i want to know|i would like to know|"
    r"i need to know|find out|can you find out|help me (?:to )?know|"
    r"wondering|look up|could you look up|can i know|do you remember|"
    r"can you identify|do you happen to know|any chance you know|identify|name|what is|"
    r"nice song|good song|"
    r"great song|i love this|wow|hey)"
    r" )*"
)
KIND = (
    r"(?:song|track|music|movie|show|episode|video|album|podcast|book|"
    r"playlist|station|channel|number|composition|beat|artist|singer|"
    r"band|group|composer|performer|musician|remix|cover|radio)"
)
NOW = (
    r"(?: (?:now|right now|currently|(?:right )?at (?:the|this|this very) (?:moment|"
    r"minute|second)|just now|today|please|"
    r"here|i am hearing|that is playing|playing|on|that is on|called|"
    r"for me|exactly|again|this is|"
    r"that i am (?:listening to|hearing|watching)|"
    r"(?:i am|we are) (?:listening to|hearing|watching)|"
    r"on (?:the )?(?:radio|tv|air|player|@place|@player)|this|it is|"
    r"it|is it|is this|is that|is|are))*"
)
