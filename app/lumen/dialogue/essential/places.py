"""What time it is elsewhere: places by the names that people use."""

# ruff: noqa: SIM905 - tables of words

from __future__ import annotations

import re
import zoneinfo
from datetime import tzinfo

_AREAS = (
    "Europe America Asia Africa Australia Pacific Atlantic Indian Antarctica "
    "America/Argentina America/Indiana America/Kentucky"
).split()
_LETTERS = re.compile(r"[a-z][a-z .'-]{1,40}")
_OF = {
    "Europe/London": "uk united_kingdom england britain great_britain scotland wales",
    "Europe/Berlin": "germany munich hamburg cologne frankfurt",
    "Europe/Paris": "france lyon marseille",
    "Europe/Madrid": "spain barcelona valencia",
    "Europe/Rome": "italy milan naples florence venice",
    "Europe/Amsterdam": "netherlands holland rotterdam",
    "Europe/Brussels": "belgium", "Europe/Vienna": "austria",
    "Europe/Zurich": "switzerland geneva basel", "Europe/Dublin": "ireland",
    "Europe/Lisbon": "portugal porto", "Europe/Athens": "greece",
    "Europe/Stockholm": "sweden", "Europe/Oslo": "norway",
    "Europe/Copenhagen": "denmark", "Europe/Helsinki": "finland",
    "Europe/Warsaw": "poland krakow", "Europe/Prague": "czechia",
    "Europe/Istanbul": "turkey ankara", "Europe/Moscow": "st_petersburg",
    "Europe/Kyiv": "ukraine kiev", "Europe/Budapest": "hungary",
    "Europe/Bucharest": "romania",
    "Asia/Tokyo": "japan osaka kyoto", "Asia/Seoul": "korea south_korea",
    "Asia/Shanghai": "china beijing", "Asia/Kolkata": "india mumbai delhi bangalore",
    "Asia/Karachi": "pakistan", "Asia/Dubai": "emirates abu_dhabi",
    "Asia/Jerusalem": "israel tel_aviv", "Asia/Bangkok": "thailand",
    "Asia/Ho_Chi_Minh": "vietnam saigon hanoi", "Asia/Manila": "philippines",
    "Asia/Riyadh": "saudi_arabia", "Asia/Tehran": "iran",
    "Africa/Cairo": "egypt", "Africa/Lagos": "nigeria", "Africa/Nairobi": "kenya",
    "Africa/Johannesburg": "south_africa cape_town",
    "America/New_York": (
        "nyc new_york_city boston washington miami atlanta philadelphia florida"
        " eastern est eastern_standard"
    ),
    "America/Chicago": "texas houston dallas austin central new_orleans",
    "America/Denver": "colorado utah mountain", "America/Phoenix": "arizona",
    "America/Los_Angeles": (
        "la california san_francisco san_diego seattle las_vegas portland hollywood"
        " pacific pst pacific_standard"
    ),
    "America/Toronto": "ottawa montreal", "America/Mexico_City": "mexico",
    "America/Sao_Paulo": "rio rio_de_janeiro",
    "America/Argentina/Buenos_Aires": "argentina", "America/Lima": "peru",
    "America/Bogota": "colombia", "America/Santiago": "chile",
    "Pacific/Auckland": "new_zealand wellington", "Pacific/Honolulu": "hawaii",
    "America/Anchorage": "alaska", "Australia/Sydney": "canberra",
    "UTC": "utc gmt greenwich",
}  # fmt: skip
"""Countries and cities that give no time zone their name; ``_`` joins words."""


def zone_of(place: str) -> tzinfo | None:
    """The time zone of a city or country; None when it is not known.

    Args:
        place: As said; anything may be in it.
    """
    name = " ".join(place.casefold().split()).removeprefix("the ")
    name = name.removesuffix(" time").strip(" .?!")
    if not _LETTERS.fullmatch(name):
        return None
    written = re.sub(r"[ -]", "_", name)
    title = "_".join(word.capitalize() for word in written.split("_"))
    known = (key for key, names in _OF.items() if written in names.split())
    for key in (*known, *(f"{area}/{title}" for area in _AREAS)):
        try:
            return zoneinfo.ZoneInfo(key)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
