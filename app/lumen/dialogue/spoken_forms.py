"""The forms of text that are said in another way, longest known form first.

Each form is bounded in length or consumes all that it matches, so that trying them at
each place of a text takes linear time.
"""

# ruff: noqa: RUF001 - look-alike characters are what is looked for

from __future__ import annotations

import re

FORMS = re.compile(
    r"(?P<fence>(?:```|~~~)[\s\S]*?(?:```|~~~|\Z))"
    r"|(?P<table>(?:(?<=\n)|\A)[ \t]*\|[^\n]*\n[ \t]*\|[^\n]*(?:\n[ \t]*\|[^\n]*)*+)"
    r"|(?P<rule>(?:(?<=\n)|\A)[ \t]{0,8}(?:[-*_=][ \t]?){3,200}(?=\n|\Z))"
    r"|(?P<mark>(?:(?<=\n)|\A)[ \t]{0,24}(?:#{1,6}[ \t]|>[ \t]?|"
    r"[-*+•‣▪][ \t](?:\[[ xX]\][ \t])?))"
    r"|(?P<item>(?:(?<=\n)|\A)[ \t]{0,24}\d{1,3}[.)](?=[ \t]))"
    r"|(?P<space>\s+)"
    r"|(?P<url><?(?:https?://|ftp://|www\.)[^\s<>\[\]()*\"'`|\\^{}]{1,2000}>?)"
    r"|(?P<email>[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5})"
    r"|(?P<domain>\b[a-zA-Z0-9\-]{1,63}(?:\.[a-zA-Z0-9\-]{1,63}){0,3}"
    r"\.(?:com|org|net|io|dev|edu|gov|app|info|ai|de|fr|es|uk|eu|ch|at)"
    r"(?:/[\w\-/.%?=&#~]{0,200})?(?![\w@\-]))"
    r"|(?P<picture>!\[\]\([^()\s]{0,500}\))"
    r"|(?P<open>!?\[(?=[^\[\]\n]{1,300}\](?:\(|\[)))"
    r"|(?P<close>\](?:\([^()\n]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?\)"
    r"|\[[^\[\]\n]{0,100}\]))"
    r"|(?P<note>\[\^?\d{1,3}\])"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,200}>|<!--[^<>\n]{0,200}-->)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,10}|\#\d{1,6});)"
    r"|(?P<version>\b[vV]\d+(?:\.\d+){0,4}\b)"
    r"|(?P<gibberish>[!-~]{60,}+)"
    r"|(?P<number>[$€£¥₹₿]?[\-−+±]?\d|\(\d{2,4}\)[ \-]\d|"
    r"(?:US\$|USD|EUR|GBP|CHF)\s?\d|[$€£]\s\d)"
    r"|(?P<dotted>[^\W\d_]{1,3}\.(?:\s?[^\W\d_]{1,3}\.)+)"
    r"|(?P<file>[\w\-]{1,64}\.[a-zA-Z][a-zA-Z0-9]{0,4}(?![\w.]))"
    r"|(?P<word>[^\W\d_²³½⅓⅔¼¾⅛]+(?:['’\-][^\W\d_²³½⅓⅔¼¾⅛]+)*+)"
    r"|(?P<dots>\.{2,}|…+)"
    r"|(?P<operator>\*\*|<=|>=|!=|==|[*/\-−<>^:·])"
    r"|(?P<stop>[.,;:!?。！？，；：、．｡]+)"
    r"|(?P<other>[\s\S])"
)
"""A match at any place; its last group names the form."""
