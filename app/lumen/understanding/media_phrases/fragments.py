"""Pieces that the patterns of all media commands share."""

from __future__ import annotations

THE = (
    r"(?:(?:the|this|that|these|those|my|our|your|all|all of|current|currently playing"
    r"|playing|present|whole|entire|a|an|of|is|bloody|damn|stupid|last) )*"
)
"""What may stand before a noun."""

NOUN = (
    r"(?:songs?|tracks?|tunes?|music(?: videos?)?|videos?|movies?|films?|shows?|"
    r"episodes?|ep|podcasts?|albums?|audio ?books?|books?|playlists?|radio|stations?|"
    r"tv|television|media|players?|playback|audio|streams?|clips?|programs?|series|"
    r"records?|pieces?|numbers?|chapters?|story|news|broadcast|soundtrack|noise|queue|"
    r"sitcom|documentary|trailer|mix|cd|dvd|disc|lecture|recording|sermon|concert|tape)"
)
"""Something that can play."""

PLAYERS = (
    r"(?:spotify|vlc(?: player)?|mpv|netflix|youtube(?: music)?|rhythmbox|audacious|"
    r"strawberry|celluloid|totem|firefox|chrome|chromium|(?:web )?browser|plex|kodi|"
    r"itunes|i ?tunes|pandora|deezer|tidal|hulu|disney plus|prime video|amazon music|"
    r"apple music|google music|google play(?: music)?|last ?fm|lastfm|groove ?shark|"
    r"zvooq|slacker|iheart(?: ?radio)?|i heart(?: radio)?|vimeo|soundcloud|clementine|"
    r"audible|jellyfin|emby|sonos|chromecast|winamp|foobar|elisa|lollypop|haruna|"
    r"smplayer|parole|dragon player|quod libet|deadbeef|windows media player|"
    r"crunchyroll|twitch|bandcamp|mixcloud|tune ?in|napster|qobuz)"
)
"""Players and services, as people call them."""

ROOMS = (
    r"(?:living ?room|kitchen|bedroom|bathroom|office|room|house|car|lounge|den|"
    r"dining room|garage|basement|hallway|study|patio|garden)"
)

DEVICES = (
    r"(?:speakers?|stereo|headphones|earphones|computer|laptop|phone|pc|desktop|"
    r"(?:music|media|video|audio) player|player|tv|television|sound ?bar|hi ?fi|"
    r"big screen|screen|home theat(?:er|re)|projector|device)"
)

WHERE = (
    rf"(?: (?:on|in|from|at|for|via|through|with|over|using|off|off of) "
    rf"(?:(?:the|my|our|your|this|a) )*(?:(?:{ROOMS} )?{DEVICES}|{ROOMS}|{PLAYERS})"
    r"(?: app| service)?| everywhere)"
)
"""Where it is to play, at the end of a command."""

IT = rf"(?:it all|it|this|that|this one|that one|everything|things|them|{THE}{NOUN}(?: {NOUN})?)"
"""What plays."""

PLACE = rf"(?:{ROOMS} )?(?:{DEVICES}|{ROOMS})"

TAIL = (
    r"(?: (?:now|right now|right away|immediately|already|again|please|instead|"
    r"for (?:me|us|now|a (?:bit|second|moment|minute|while|sec))|quickly|"
    r"this (?:instant|moment|second)|real quick|at once|here|then|a second|a moment|"
    r"a minute))*"
)

DEGREE = r"(?:§g|just|any|even|some|still)"
