"""Tables of words for what is written in signs: units, currencies, symbols, months."""

# ruff: noqa: RUF001, SIM905 - signs and foreign words; tables of words

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """How one language says what is written in signs.

    Attributes:
        code: Said in place of a block of code.
        table: Said in place of a table.
        picture: Said for a picture without a description.
        gibberish: Said in place of a long run of characters.
        units: (one, many) by sign.
        currencies: (one, many, one hundredth, many hundredths) by sign.
        scales: Words of multipliers by sign, such as ``k``.
        symbols: Words by single sign.
        between: Words by sign, said between two numbers only.
        months: The twelve months.
        abbreviations: Words by abbreviation in small letters, without last stop.
        years: Words after which a four-digit number is a year.
        clock: Pattern of a full hour and of hour and minutes.
    """

    code: str
    table: str
    picture: str
    gibberish: str
    point: str
    minus: str
    to: str
    at: str
    dot: str
    slash: str
    percent: str
    conjunction: str
    units: dict[str, tuple[str, str]]
    currencies: dict[str, tuple[str, str, str, str]]
    scales: dict[str, str]
    symbols: dict[str, str]
    between: dict[str, str]
    months: tuple[str, ...]
    abbreviations: dict[str, str] = field(default_factory=dict)
    years: frozenset[str] = frozenset()
    clock: tuple[str, str] = ("{hour}", "{hour} {minute}")


def _pairs(table: str) -> dict[str, tuple[str, str]]:
    """Read ``sign=one/many; ...``; one form alone serves for both."""
    units: dict[str, tuple[str, str]] = {}
    for entry in table.split(";"):
        sign, _, forms = entry.strip().partition("=")
        one, _, many = forms.partition("/")
        units[sign] = (one, many or one)
    return units


def _table(text: str) -> dict[str, str]:
    return {sign: one for sign, (one, _) in _pairs(text).items()}


_EN = SpokenWords(
    code="Code is shown on screen.",
    table="A table is shown on screen.",
    picture="a picture",
    gibberish="a long code",
    point="point",
    minus="minus",
    to="to",
    at="at",
    dot="dot",
    slash="slash",
    percent="percent",
    conjunction="and",
    units=_pairs(
        "km=kilometer/kilometers; m=meter/meters; cm=centimeter/centimeters; "
        "mm=millimeter/millimeters; µm=micrometer/micrometers; "
        "nm=nanometer/nanometers; mi=mile/miles; ft=foot/feet; yd=yard/yards; "
        "kg=kilogram/kilograms; g=gram/grams; mg=milligram/milligrams; "
        "µg=microgram/micrograms; lb=pound/pounds; lbs=pounds; oz=ounce/ounces; "
        "l=liter/liters; L=liter/liters; ml=milliliter/milliliters; "
        "mL=milliliter/milliliters; dl=deciliter/deciliters; "
        "cl=centiliter/centiliters; gal=gallon/gallons; "
        "s=second/seconds; sec=second/seconds; ms=millisecond/milliseconds; "
        "µs=microsecond/microseconds; ns=nanosecond/nanoseconds; "
        "min=minute/minutes; h=hour/hours; hr=hour/hours; hrs=hours; "
        "°C=degree Celsius/degrees Celsius; °F=degree Fahrenheit/degrees Fahrenheit; "
        "°=degree/degrees; Hz=hertz; kHz=kilohertz; MHz=megahertz; GHz=gigahertz; "
        "KB=kilobyte/kilobytes; kB=kilobyte/kilobytes; MB=megabyte/megabytes; "
        "GB=gigabyte/gigabytes; TB=terabyte/terabytes; PB=petabyte/petabytes; "
        "KiB=kibibyte/kibibytes; MiB=mebibyte/mebibytes; GiB=gibibyte/gibibytes; "
        "MB/s=megabyte per second/megabytes per second; "
        "GB/s=gigabyte per second/gigabytes per second; "
        "Mbit/s=megabit per second/megabits per second; "
        "kbps=kilobit per second/kilobits per second; "
        "Mbps=megabit per second/megabits per second; "
        "Gbps=gigabit per second/gigabits per second; "
        "W=watt/watts; mW=milliwatt/milliwatts; kW=kilowatt/kilowatts; "
        "MW=megawatt/megawatts; Wh=watt hour/watt hours; "
        "kWh=kilowatt hour/kilowatt hours; V=volt/volts; mV=millivolt/millivolts; "
        "mA=milliamp/milliamps; mAh=milliamp hour/milliamp hours; "
        "km/h=kilometer per hour/kilometers per hour; "
        "kmh=kilometer per hour/kilometers per hour; mph=mile per hour/miles per hour; "
        "m/s=meter per second/meters per second; m²=square meter/square meters; "
        "km²=square kilometer/square kilometers; "
        "cm²=square centimeter/square centimeters; "
        "m2=square meter/square meters; ft²=square foot/square feet; "
        "sq ft=square foot/square feet; m³=cubic meter/cubic meters; "
        "cm³=cubic centimeter/cubic centimeters; ha=hectare/hectares; "
        "Pa=pascal/pascals; hPa=hectopascal/hectopascals; dB=decibel/decibels; "
        "px=pixel/pixels; fps=frame per second/frames per second; "
        "rpm=revolution per minute/revolutions per minute; "
        "kcal=kilocalorie/kilocalories; "
        "kJ=kilojoule/kilojoules; MP=megapixel/megapixels"
    ),
    currencies={
        "$": ("dollar", "dollars", "cent", "cents"),
        "US$": ("US dollar", "US dollars", "cent", "cents"),
        "USD": ("US dollar", "US dollars", "cent", "cents"),
        "€": ("euro", "euros", "cent", "cents"),
        "EUR": ("euro", "euros", "cent", "cents"),
        "£": ("pound", "pounds", "penny", "pence"),
        "GBP": ("pound", "pounds", "penny", "pence"),
        "¥": ("yen", "yen", "", ""),
        "JPY": ("yen", "yen", "", ""),
        "₹": ("rupee", "rupees", "paisa", "paise"),
        "CHF": ("Swiss franc", "Swiss francs", "centime", "centimes"),
        "₿": ("bitcoin", "bitcoins", "", ""),
    },
    scales=_table(
        "k=thousand; K=thousand; M=million; bn=billion; B=billion; "
        "million=million; billion=billion; trillion=trillion; thousand=thousand; "
        "mn=million; T=trillion"
    ),
    symbols={
        "&": "and", "%": "percent", "+": "plus", "=": "equals", "@": "at",
        "→": "to", "⇒": "means", "←": "from", "≈": "about", "≠": "is not equal to",
        "≤": "is at most", "≥": "is at least", "±": "plus or minus", "×": "times",
        "÷": "divided by", "√": "the square root of", "∞": "infinity", "π": "pi",
        "°": "degrees", "§": "section", "€": "euros", "£": "pounds", "$": "dollars",
        "½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter",
        "¾": "three quarters", "⅛": "one eighth", "²": "squared", "³": "cubed",
        "−": "minus", "∑": "the sum of", "Δ": "delta", "µ": "micro", "№": "number",
    },
    between={
        "*": "times", "x": "times", "X": "times", "×": "times", "/": "divided by",
        "-": "minus", "−": "minus", "<": "is less than", ">": "is greater than",
        "^": "to the power of", "**": "to the power of", ":": "to",
        "<=": "is at most", ">=": "is at least", "!=": "is not equal to",
        "==": "equals",
    },
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December",
    ),
    abbreviations=_table(
        "dr=Doctor; mr=Mister; mrs=Missus; ms=Miss; prof=Professor; e.g=for example; "
        "i.e=that is; etc=and so on; vs=versus; approx=approximately; "
        "dept=department; est=established; fig=figure; vol=volume; ca=about; "
        "jan=January; feb=February; apr=April; aug=August; "
        "sept=September; sep=September; oct=October; nov=November; dec=December; "
        "inc=Incorporated; ltd=Limited; corp=Corporation; jr=Junior; sr=Senior; "
        "gov=Governor; gen=General; sgt=Sergeant; capt=Captain; lt=Lieutenant; "
        "rev=Reverend; avg=average; incl=including; misc=miscellaneous; cf=compare; "
        "a.k.a=also known as; p.s=P S; ph.d=P H D"
    ),
    years=frozenset(
        (
            "in since from until till by before after around circa of year early "
            "late mid "
            "spring summer autumn fall winter between and to during january february "
            "march april may june july august september october november december"
        ).split()
    ),
    clock=("{hour} o'clock", "{hour} {minute}"),
)  # fmt: skip

_DE = SpokenWords(
    code="Code steht auf dem Bildschirm.",
    table="Eine Tabelle steht auf dem Bildschirm.",
    picture="ein Bild",
    gibberish="eine lange Zeichenfolge",
    point="Komma",
    minus="minus",
    to="bis",
    at="ät",
    dot="Punkt",
    slash="Schrägstrich",
    percent="Prozent",
    conjunction="und",
    units=_pairs(
        "km=Kilometer; m=Meter; cm=Zentimeter; mm=Millimeter; kg=Kilogramm; g=Gramm; "
        "mg=Milligramm; t=Tonne/Tonnen; l=Liter; ml=Milliliter; s=Sekunde/Sekunden; "
        "ms=Millisekunde/Millisekunden; min=Minute/Minuten; h=Stunde/Stunden; "
        "Std=Stunde/Stunden; °C=Grad Celsius; °F=Grad Fahrenheit; °=Grad; Hz=Hertz; "
        "kHz=Kilohertz; MHz=Megahertz; GHz=Gigahertz; KB=Kilobyte; MB=Megabyte; "
        "GB=Gigabyte; TB=Terabyte; W=Watt; kW=Kilowatt; kWh=Kilowattstunde/"
        "Kilowattstunden; V=Volt; km/h=Kilometer pro Stunde; m/s=Meter pro Sekunde; "
        "m²=Quadratmeter; km²=Quadratkilometer; m³=Kubikmeter; ha=Hektar; dB=Dezibel; "
        "Uhr=Uhr; Mio=Million/Millionen; Mrd=Milliarde/Milliarden"
    ),
    currencies={
        "$": ("Dollar", "Dollar", "Cent", "Cent"),
        "USD": ("US-Dollar", "US-Dollar", "Cent", "Cent"),
        "€": ("Euro", "Euro", "Cent", "Cent"),
        "EUR": ("Euro", "Euro", "Cent", "Cent"),
        "£": ("Pfund", "Pfund", "Penny", "Pence"),
        "¥": ("Yen", "Yen", "", ""),
        "CHF": ("Franken", "Franken", "Rappen", "Rappen"),
    },
    scales=_table("Mio=Millionen; Mrd=Milliarden; Millionen=Millionen; "
                  "Milliarden=Milliarden; Million=Million"),
    symbols={
        "&": "und", "%": "Prozent", "+": "plus", "=": "gleich", "@": "ät",
        "→": "nach", "≈": "ungefähr", "×": "mal", "÷": "geteilt durch",
        "±": "plus minus", "≤": "höchstens", "≥": "mindestens", "°": "Grad",
        "§": "Paragraf", "€": "Euro", "£": "Pfund", "$": "Dollar", "½": "ein halb",
        "¼": "ein Viertel", "¾": "drei Viertel", "²": "hoch zwei", "³": "hoch drei",
        "√": "Wurzel aus", "−": "minus", "π": "Pi",
    },
    between={
        "*": "mal", "x": "mal", "×": "mal", "/": "geteilt durch", "-": "minus",
        "−": "minus", "<": "kleiner als", ">": "größer als", "^": "hoch", ":": "zu",
        "·": "mal",
    },
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
        "September", "Oktober", "November", "Dezember",
    ),
    abbreviations=_table(
        "z.b=zum Beispiel; d.h=das heißt; u.a=unter anderem; usw=und so weiter; "
        "bzw=beziehungsweise; ca=circa; dr=Doktor; prof=Professor; nr=Nummer; "
        "evtl=eventuell; ggf=gegebenenfalls; inkl=inklusive; vgl=vergleiche; "
        "zzgl=zuzüglich; etc=et cetera; str=Straße; min=Minuten; std=Stunden"
    ),
    years=frozenset("in im seit bis vor nach um jahr jahre von und ab anno".split()),
    clock=("{hour} Uhr", "{hour} Uhr {minute}"),
)  # fmt: skip

_FR = SpokenWords(
    code="Du code est affiché à l'écran.",
    table="Un tableau est affiché à l'écran.",
    picture="une image",
    gibberish="un long code",
    point="virgule",
    minus="moins",
    to="à",
    at="arobase",
    dot="point",
    slash="barre oblique",
    percent="pour cent",
    conjunction="et",
    units=_pairs(
        "km=kilomètre/kilomètres; m=mètre/mètres; cm=centimètre/centimètres; "
        "mm=millimètre/millimètres; kg=kilogramme/kilogrammes; g=gramme/grammes; "
        "l=litre/litres; ml=millilitre/millilitres; s=seconde/secondes; "
        "min=minute/minutes; h=heure/heures; °C=degré Celsius/degrés Celsius; "
        "°=degré/degrés; Hz=hertz; MHz=mégahertz; GHz=gigahertz; Ko=kilooctet/"
        "kilooctets; Mo=mégaoctet/mégaoctets; Go=gigaoctet/gigaoctets; "
        "MB=mégaoctet/mégaoctets; GB=gigaoctet/gigaoctets; W=watt/watts; "
        "kW=kilowatt/kilowatts; kWh=kilowattheure/kilowattheures; "
        "km/h=kilomètre heure/kilomètres heure; m²=mètre carré/mètres carrés; "
        "km²=kilomètre carré/kilomètres carrés; m³=mètre cube/mètres cubes"
    ),
    currencies={
        "$": ("dollar", "dollars", "cent", "cents"),
        "€": ("euro", "euros", "centime", "centimes"),
        "EUR": ("euro", "euros", "centime", "centimes"),
        "£": ("livre", "livres", "penny", "pence"),
        "CHF": ("franc suisse", "francs suisses", "centime", "centimes"),
    },
    scales=_table("millions=millions; million=million; milliards=milliards"),
    symbols={
        "&": "et", "%": "pour cent", "+": "plus", "=": "égale", "@": "arobase",
        "→": "vers", "≈": "environ", "×": "fois", "÷": "divisé par", "°": "degrés",
        "§": "paragraphe", "€": "euros", "£": "livres", "$": "dollars",
        "½": "un demi", "¼": "un quart", "¾": "trois quarts", "²": "au carré",
        "³": "au cube", "√": "racine de", "−": "moins", "π": "pi",
    },
    between={
        "*": "fois", "x": "fois", "×": "fois", "/": "sur", "-": "moins",
        "−": "moins", "<": "inférieur à", ">": "supérieur à", "^": "puissance",
    },
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
        "septembre", "octobre", "novembre", "décembre",
    ),
    abbreviations=_table(
        "mme=Madame; mlle=Mademoiselle; dr=Docteur; p.ex=par exemple; etc=et cetera; "
        "env=environ; av=avenue; bd=boulevard; m=Monsieur"
    ),
    years=frozenset("en depuis vers avant après de an année et à".split()),
    clock=("{hour} heures", "{hour} heures {minute}"),
)  # fmt: skip

_ES = SpokenWords(
    code="El código está en la pantalla.",
    table="Hay una tabla en la pantalla.",
    picture="una imagen",
    gibberish="un código largo",
    point="coma",
    minus="menos",
    to="a",
    at="arroba",
    dot="punto",
    slash="barra",
    percent="por ciento",
    conjunction="con",
    units=_pairs(
        "km=kilómetro/kilómetros; m=metro/metros; cm=centímetro/centímetros; "
        "mm=milímetro/milímetros; kg=kilogramo/kilogramos; g=gramo/gramos; "
        "l=litro/litros; ml=mililitro/mililitros; s=segundo/segundos; "
        "min=minuto/minutos; h=hora/horas; °C=grado Celsius/grados Celsius; "
        "°=grado/grados; Hz=hercio/hercios; MHz=megahercio/megahercios; "
        "GHz=gigahercio/gigahercios; MB=megabyte/megabytes; GB=gigabyte/gigabytes; "
        "W=vatio/vatios; kW=kilovatio/kilovatios; "
        "km/h=kilómetro por hora/kilómetros por hora; "
        "m²=metro cuadrado/metros cuadrados; m³=metro cúbico/metros cúbicos; "
        "km²=kilómetro cuadrado/kilómetros cuadrados"
    ),
    currencies={
        "$": ("dólar", "dólares", "centavo", "centavos"),
        "€": ("euro", "euros", "céntimo", "céntimos"),
        "EUR": ("euro", "euros", "céntimo", "céntimos"),
        "£": ("libra", "libras", "penique", "peniques"),
    },
    scales=_table("millones=millones; millón=millón; mil=mil"),
    symbols={
        "&": "y", "%": "por ciento", "+": "más", "=": "igual a", "@": "arroba",
        "→": "a", "≈": "aproximadamente", "×": "por", "÷": "dividido entre",
        "°": "grados", "§": "sección", "€": "euros", "£": "libras", "$": "dólares",
        "½": "un medio", "¼": "un cuarto", "¾": "tres cuartos", "²": "al cuadrado",
        "³": "al cubo", "√": "raíz de", "−": "menos", "π": "pi",
    },
    between={
        "*": "por", "x": "por", "×": "por", "/": "entre", "-": "menos",
        "−": "menos", "<": "menor que", ">": "mayor que", "^": "elevado a",
    },
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    ),
    abbreviations=_table(
        "sr=señor; sra=señora; dr=doctor; dra=doctora; p.ej=por ejemplo; "
        "etc=etcétera; ud=usted; uds=ustedes; aprox=aproximadamente; núm=número"
    ),
    years=frozenset("en desde hasta de año hacia y antes después".split()),
    clock=("las {hour}", "las {hour} y {minute}"),
)  # fmt: skip

_IT = SpokenWords(
    code="Il codice è sullo schermo.",
    table="Una tabella è sullo schermo.",
    picture="un'immagine",
    gibberish="un codice lungo",
    point="virgola",
    minus="meno",
    to="a",
    at="chiocciola",
    dot="punto",
    slash="barra",
    percent="per cento",
    conjunction="e",
    units=_pairs(
        "km=chilometro/chilometri; m=metro/metri; cm=centimetro/centimetri; "
        "mm=millimetro/millimetri; kg=chilogrammo/chilogrammi; g=grammo/grammi; "
        "l=litro/litri; ml=millilitro/millilitri; s=secondo/secondi; "
        "min=minuto/minuti; h=ora/ore; °C=grado Celsius/gradi Celsius; "
        "°=grado/gradi; Hz=hertz; MHz=megahertz; GHz=gigahertz; MB=megabyte; "
        "GB=gigabyte; W=watt; kW=chilowatt; km/h=chilometro orario/chilometri orari; "
        "m²=metro quadrato/metri quadrati; m³=metro cubo/metri cubi; "
        "km²=chilometro quadrato/chilometri quadrati"
    ),
    currencies={
        "$": ("dollaro", "dollari", "centesimo", "centesimi"),
        "€": ("euro", "euro", "centesimo", "centesimi"),
        "EUR": ("euro", "euro", "centesimo", "centesimi"),
        "£": ("sterlina", "sterline", "penny", "pence"),
    },
    scales=_table("milioni=milioni; milione=milione; miliardi=miliardi; mila=mila"),
    symbols={
        "&": "e", "%": "per cento", "+": "più", "=": "uguale a", "@": "chiocciola",
        "→": "a", "≈": "circa", "×": "per", "÷": "diviso", "°": "gradi",
        "§": "paragrafo", "€": "euro", "£": "sterline", "$": "dollari",
        "½": "un mezzo", "¼": "un quarto", "¾": "tre quarti", "²": "al quadrato",
        "³": "al cubo", "√": "radice di", "−": "meno", "π": "pi greco",
    },
    between={
        "*": "per", "x": "per", "×": "per", "/": "diviso", "-": "meno",
        "−": "meno", "<": "minore di", ">": "maggiore di", "^": "elevato a",
    },
    months=(
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio",
        "agosto", "settembre", "ottobre", "novembre", "dicembre",
    ),
    abbreviations=_table(
        "sig=signor; dott=dottor; ecc=eccetera; p.es=per esempio; ca=circa; "
        "prof=professor; avv=avvocato; pag=pagina"
    ),
    years=frozenset("nel dal del fino anno e al prima dopo".split()),
    clock=("le {hour}", "le {hour} e {minute}"),
)  # fmt: skip

_LANGUAGES = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "it": _IT}


@cache
def base_language(language: str) -> str:
    """The primary part of a BCP 47 tag, in small letters."""
    return language.replace("_", "-").partition("-")[0].lower()


def words_for(language: str) -> SpokenWords:
    """The tables of a language; English where there is none."""
    return _LANGUAGES.get(base_language(language), _EN)


SAID_AS_WORDS = frozenset(
    (
        "NASA NATO UNESCO UNICEF RAM ROM LAN WAN SIM PIN GIF JPEG LED OPEC "
        "FIFA UEFA COVID "
        "AIDS LASER RADAR SCUBA SWAT NAFTA ASAP YOLO FOMO OK SQL JSON YAML "
        "TOML BIOS GUI "
        "ASCII CAPTCHA DOS LUMEN AM"
    ).split()
)
"""Acronyms that are said as a word."""

EMOJI_NAMES = {
    "👍": "thumbs up", "👎": "thumbs down", "❤": "a heart", "😀": "a smile",
    "🙂": "a smile", "😊": "a smile", "😄": "a smile", "😂": "laughing",
    "🤣": "laughing", "😉": "a wink", "😢": "a tear", "😭": "tears", "🎉": "hooray",
    "🙏": "thank you", "👋": "a wave", "🔥": "fire", "✅": "done", "❌": "no",
    "⭐": "a star", "✨": "sparkles", "🚀": "a rocket", "🤔": "thinking",
    "😎": "cool", "💡": "an idea", "☀": "sunshine", "🎵": "music",
}  # fmt: skip
"""Names of emoji, said only when a reply consists of nothing else."""
