"""Names in small letters: what a recogniser writes has no capitals.

"Some tarkovsky" is a name and "some pizza" is none. What a name is cannot be listed,
but what people want, have, look for and start every day can: whatever holds none of
these  may be a name.
"""

# ruff: noqa: SIM905 - a table of

from __future__ import annotations

from lumen.understanding.media_phrases.unplayable import HOUSE, NO_MEDIA, NO_MUSIC
from lumen.understanding.wording import Wording

_THINGS = frozenset(
    # Food and drink.
    """
    apple apples avocado bacon banana bananas bean beans beef beverage biscuit
    biscuits bite bowl bread broccoli burger burgers burrito butter cabbage cake
    cakes candy carrot carrots cereal cheese cheesecake chicken chili chips
    chocolate cocktail cocoa coffee cola coke cookie cookies corn cream crisps
    cucumber cup curry dessert dinner donuts drink drinks egg eggs espresso fish
    flour food fries fruit garlic gin ginger grapes groceries grocery gum ham
    ice jam juice ketchup kebab lasagna latte leftovers lemon lemonade lettuce
    lunch mayo meal meals meat milk mushrooms mustard noodles nuts oatmeal oil
    olives omelette onion onions oven pancakes pasta peanut peas pepper pie
    pizza plate popcorn porridge pork potato potatoes pudding ramen rice rum
    salad salmon salsa salt sandwich sauce sausage seafood shrimp smoothie snack
    snacks soda soup spaghetti spice spices steak stew strawberries sugar supper
    sushi syrup taco tacos tea toast tofu tomato tomatoes tuna turkey vegetables
    vinegar vodka waffles whiskey yogurt breakfast brunch takeaway takeout
    chinese thai mexican italian indian vegan vegetarian gluten recipe recipes
    appetizer beer
    """.split()
    # Clothes, body, health.
    + """
    ankle apron arm arms back backpack bandage bath belly belt blanket boots bra
    breath cap clothes clothing coat cold contacts cough dress ear ears eye feet
    fever finger fingers foot glasses glove gloves hair haircut hand hands hat
    headache health heels hip hood hoodie jacket jeans jumper knee laundry leg
    legs lipstick makeup mask mouth muscles nails neck nose outfit pajamas pants
    perfume pill pills ring robe sandals scarf shampoo shirt shirts shoe shoes
    shorts shoulder skirt slippers soap socks stomach suit sunglasses sunscreen
    sweater symptoms teeth tie throat toothbrush toothpaste towel towels
    trousers underwear vaccine vitamins weight wrist sleep nap shower
    """.split()
    # House, tools, errands, ways.
    + """
    address airport alarm ambulance apartment appliance appliances appointment
    appointments atm bag bags ball bank basket bathroom battery batteries bed
    bedroom bike bin bins bill bills blinds boat boiler book bottle bottles box
    boxes brush bucket bulb bus cab cabinet camera candle candles car cars card
    cards cart cash ceiling chair chairs charger check chores cleaner cleaning
    closet clock coins couch cupboard curtain cushion cushions desk diapers dish
    dishes dishwasher door doors drawer driver dryer electrician engine errand
    errands fan faucet fence fireplace flashlight flight flights floor flowers
    fork freezer fridge fuel furnace furniture garage garbage gas gate gift
    gifts grass grill hammer heater heating hotel hotels house iron kettle keys
    kitchen knife ladder lamp lamps lawn light lights lock luggage machine mail
    mattress medication microwave mop motor mower package packages paint paper
    parcel parking passport pan pans pen pencil pet pets phone phones pillow
    pipe plane plants plumber pot pots printer purse rake ramp receipt receipts
    refrigerator rental reservation restaurant restaurants room rooms rug
    scissors screw screwdriver seat sheets shelf shop shops shopping shovel
    shuttle sink sofa spoon stamp stamps stapler station stove subway suitcase
    supplies supermarket switch table tape taxi tent thermostat ticket tickets
    tire tires tissue tissues toilet tool tools toy toys tractor transport trash
    trip truck tub uber umbrella vacuum van vase vehicle wall wallet washer
    washing watch wrench
    """.split()
    # Talk, work, money, screens, people.
    + """
    account accounts ad advantage advice agenda answer answers app apps argument
    article assignment assistance attention audiobook balance bar bet bets
    bluetooth boss break browser budget bug business busy button cables
    calculator calendar call calls chance change changes chat choice choices
    class classes clue code coding college comment company computer concerns
    confidence connection contact control conversation convo copy cost courage
    course credit cursor dark data date dates deadline deal deals debate debt
    decision decisions definition deposit desktop details device devices diary
    dictionary directions discount discussion doc document documents doubt
    doubts download downtime draft duty ease effort email emails enough error
    evidence exam exams excel exercise experience experiments explanation extra
    facebook fact facts fault favor fear feedback feelings file files flashcards
    folder form formula french friends friend fun game games german go goal
    goals google grammar guess guidance gym help hint history hobbies hobby
    holiday holidays homework idea ideas info information ink inspiration
    insurance interest internet interview issue issues job jobs joke jokes
    journal judgment justice keyboard kindness knowledge language laptop layout
    lead lecture lesson lessons level leverage license life limit link links
    list lists loan login map maps market meeting meetings memo memory menu
    message messages method minute minutes mistake mode moment money monitor
    month mood mortgage motivation mouse move names need needs network news
    notes notification notifications number numbers offer office online opinion
    opinions option options orders page pages pain part password patience pay
    payment payments people permission perspective phrase picture pictures photo
    photos plan plans point points policy politics poll power practice
    presentation pressure price prices privacy problem problems product profile
    program progress project projects promise proof purpose question questions
    quiz quote quotes raise rate rates reason reasons reminder reminders rent
    report reports research respect response rest results right rights risk
    routine rules salary sale savings scale schedule school science score screen
    screenshot search seconds security service session settings shift shortcut
    sign site skills slack slides snooze software solution spanish speed sport
    sports spreadsheet staff stock stocks strategy stress study stuff
    subscription success support survey sympathy system tab tabs talk task tasks
    tax taxes terminal test tests text texts theme therapy thing things thought
    thoughts time timer times tip tips topic traffic training translation travel
    trust truth tutorial tweet update updates upgrade vacation value virus
    visitors voice volume vote wait weather webcam website weekend wifi wisdom
    work workout writing yoga zoom kids children baby babies siblings parents
    mum dad wife husband boyfriend girlfriend grandma guests body gender
    emotions today tomorrow tonight yesterday week year hour hours second day
    days monday tuesday wednesday thursday friday saturday sunday
    roomba hoover sprinkler sprinklers kids events event alert alerts purchases purchase
    transaction transactions number employer occupation cell cellphone dice script god
    replies reply contact restrictions animals route blue red green yellow purple orange
    pink white dark light brighter darker warmer cooler route routes list items item
    cappuccino whisper whispering vacuuming brewing cleaning timing ambiance charging
    articles attractions spot spots alternatives colour color overtime agencies
    wife husband brother sister mother father son daughter boyfriend girlfriend
    dentist mechanic doctor lawyer nurse vet barber lodging hostel motel
    accommodation uber lyft transportation roadblock roadblocks pancakes starbucks
    mcdonalds pharmacy florist bakery store stores mall malls museum gym pool
    beach handle twitter snapchat snapchats instagram whatsapp notification
    ratings payday w-2 likes tweets hashtag sum root word
    words spelling synonym antonym meaning definition instructions manual label
    menu fine print router modem server windows system systems laptop conversation
    discussion meeting phone story programming description tables websites
    clipboard folder errands establishment establishments
    """.split()
)
_NO_NAME = Wording(
    r"\b(?:i|you|he|she|we|they|it|them|him|this|that|these|those|there|here|myself|"
    r"yourself|what|which|who|whom|whose|how|why|when|where|whether|if|because|while|"
    r"your|his|her|their|our|my|is|are|am|was|were|be|been|do|does|did|done|can|could|"
    r"would|should|will|has|have|had|not|than|dollars?|euros?|pounds|bucks|percent|"
    r"degrees|something|anything|nothing|everything|someone|anyone|everyone|somebody|"
    r"anybody|one|ones|another|else|more|less|much|many|most|few|other|others|such|so|"
    r"too|very|really|near|nearby|local|about|again|back|out|over|off|down|up|away|"
    r"[a-z]+ly|please)\b"
)
_PROPER = Wording(r"(?:the )?[^ ]+(?: [^ ]+){0,5}")
_SHORT = Wording(
    r"(?:to|from|with|at|for|and|or|but|into|onto|by|as|of|in|on) .*|.* to"
)


def may_be_name(what: str, *, heard: bool = False) -> bool:
    """Whether a plain text may be the name of a person or of a work.

    Args:
        what: Without "some" or "any" before it.
        heard: Whether it is to be heard, so that only what it is about counts: one
            hears "dancing queen", but no "bad news".
    """
    if not _PROPER.fullmatch(what) or _NO_NAME.search(what) or _SHORT.fullmatch(what):
        return False
    if what in _BARE or any(head[0] in _THINGS for head in _HEADS.finditer(what)):
        return False
    told = what.rpartition(" ")[2] if heard else what
    return not (HOUSE.search(what) or NO_MUSIC.search(told) or NO_MEDIA.fullmatch(what))


def of_the_world(what: str) -> bool:
    """Whether a plain text names a thing or a person of everyday life, no work.

    Args:
        what: Without an article before it.
    """
    if what in _WORKS:
        return False
    heads = _HEADS.finditer(what)
    return any(head[0] in _THINGS or HOUSE.search(head[0]) for head in heads)


def compact(what: str) -> bool:
    """Whether a name is short, and no errand with its place: "hiking in denver"."""
    return _ERRAND.search(what) is None and len(what.split()) <= _MOST_WORDS


_WORKS = frozenset(("office", "friends", "house", "cars", "house of cards"))
"""Things whose names are better known as those of works."""

_MOST_WORDS = 5
_ERRAND = Wording(
    r"[^ ] (?:in|on|at|for|to|from|under|near|around|with|close|between|into|about)"
    r" (?!(?:a|the|my|me|you|heaven)\b)|[^ ] (?:for|at|under|near|around|close) |\d{3}"
)
_HEADS = Wording(r"[^ ]+(?=$| (?:of|for|with|in|to|about|from|on|and|or|at)\b)")
_BARE = frozenset(("the", "a", "an", "some", "any", "all", "both", "only", "just"))
