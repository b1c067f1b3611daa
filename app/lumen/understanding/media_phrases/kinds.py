"""Kinds and genres of what plays."""

from __future__ import annotations

from lumen.understanding.wording import Wording

_KIND_OF = {
    "song": "song", "track": "song", "tune": "song", "ballad": "song", "hit": "song",
    "single": "song", "symphony": "music", "concerto": "music", "chant": "music",
    "sonata": "music", "anthem": "song", "melody": "song", "theme": "music",
    "music": "music", "album": "album", "record": "album", "ep": "album",
    "lp": "album", "soundtrack": "album", "movie": "movie", "film": "movie",
    "flick": "movie", "picture": "movie", "documentary": "movie", "show": "show",
    "series": "show", "tv": "show", "sitcom": "show", "episode": "episode",
    "saga": "show", "podcast": "podcast", "audiobook": "audiobook",
    "book": "audiobook", "playlist": "playlist", "radio": "radio", "station": "radio",
    "video": "video", "clip": "video", "trailer": "video", "artist": "artist",
    "band": "artist", "program": "show", "lecture": "podcast", "news": "news",
    "channel": "channel", "genre": "genre", "audio": "music", "media": "music",
    "novel": "audiobook", "mix": "playlist", "mixtape": "album", "cd": "album",
}  # fmt: skip

KINDS = (
    r"(?:music video|video|song|track|tune|ballad|hit|single|symphony|"
    r"concerto|chant|sonata|anthem|melody|theme music|theme|music|album|"
    r"record|ep|lp|soundtrack|movie|film|flick|documentary|tv show|"
    r"tv series|television show|television series|television|show|"
    r"series|tv|sitcom|episode|saga|podcast|audio ?book|book|play ?list|"
    r"radio|station|clip|trailer|artist|band|group|singer|program|"
    r"lecture|news|genre|audio|media|novel|mix|mixtape|cd|collection|"
    r"piece|number|jam|beat|discography)"
)
"""Words for something that plays."""

GENRES = Wording(
    r"\b(?:bossa nova|samba|fado|flamenco|tango|klezmer|afro ?beats?|highlife|"
    r"dancehall|"
    r"soca|calypso|cumbia|merengue|bachata|mariachi|ranchera|polka|baroque|"
    r"chamber music|choral(?: music)?|gregorian chants?|post ?punk|new wave|shoegaze|"
    r"dream pop|synth ?pop|synth ?wave|vaporwave|city pop|brit ?pop|kraut ?rock|"
    r"prog(?:ressive)? rock|psychedelic(?: rock)?|(?:doom|black|death|thrash|nu|power)"
    r" metal|"
    r"metalcore|math rock|surf rock|soft rock|hard rock|indie rock|classic rock|"
    r"punk rock|"
    r"rockabilly|honky tonk|americana|zydeco|dixieland|be ?bop|smooth jazz|big band|"
    r"ragtime|boogie woogie|motown|doo wop|neo soul|trip hop|chill ?out|chillhop|"
    r"lounge music|deep house|acid jazz|free jazz|hardstyle|eurodance|hyperpop|qawwali|"
    r"bhangra|carnatic|celtic|sea shant(?:y|ies)|lullab(?:y|ies)|nursery rhymes|"
    r"spoken word|a ?cappella|barbershop|show tunes|film scores?|movie scores?|"
    r"white noise|brown noise|whale songs?|nature sounds|new age|emo|dub|worship|"
    r"nordic noir|film noir|rom ?coms?|romantic comed(?:y|ies)|whodunn?its?|slashers?|"
    r"kung fu|martial arts|period dramas?|costume dramas?|soap operas?|telenovelas?|"
    r"biopics?|road movies?|coming of age|cyberpunk|steampunk|dystopian|"
    r"post apocalyptic|art ?house|stand up(?: comedy)?|sitcoms?|mockumentar(?:y|ies)|"
    r"space operas?|spaghetti westerns?|heist|vampire|nature documentar(?:y|ies)|"
    r"psychological thrillers?|rock|jazz|pop|rap|hip ?hop|classical|country|blues|"
    r"metal|"
    r"heavy metal|punk|techno|house music|electronic|electro|edm|"
    r"dance music|reggae|reggaeton|folk|soul|funk|disco|indie|"
    r"alternative|ambient|lo ?fi|r and b|rnb|r&b|gospel|opera|latin|"
    r"salsa|trance|dubstep|drum (?:and|n) bass|grunge|ska|swing|bluegrass|"
    r"acoustic|instrumental|k ?pop|j ?pop|bollywood|comedy|comedies|"
    r"horror|thrillers?|dramas?|action|romance|romantic|sci ?fi|"
    r"science fiction|fantasy|western|westerns|documentary|"
    r"documentaries|animated|animation|anime|crime|mystery|adventure|"
    r"family|kids|children|cartoons?|musicals?|war|biographical|"
    r"biography|historical|history|noir|superhero|reality|sports?|scary|"
    r"funny|christmas|oldies|holiday|foreign|imaginative|offbeat|"
    r"suspense|true crime|detective|comic|supernatural|erotica|zombie|"
    r"psychological)"
    r"\b"
)
"""Genres of music and films."""

_KIND = Wording(rf"\b({KINDS})s?\b")


def kind_of(text: str) -> str:
    """The kind that a plain text names; empty when it names none."""
    found = [match[1] for match in _KIND.finditer(text)]
    for word in found:
        kind = _KIND_OF.get(word.split()[-1].replace("play list", "playlist"))
        if kind:
            return kind
    return "playlist" if "play list" in text else ""
