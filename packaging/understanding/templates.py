"""Sentences of our own for what public corpora have few of.

``(a|b)`` is one of them, ``[a]`` is a or nothing, ``<name>`` is a word of `WORDS`.
"""

# ruff: noqa: E501, INP001 - a template per line; a folder of scripts, no package

from __future__ import annotations

import random
import re

WORDS: dict[str, str] = {
    "please": "(|||please|could you|can you|would you|please can you|i want you to|let's)",
    "tail": "(|||please|now|for me|thanks|right now)",
    "n": "(two|three|five|ten|fifteen|twenty|thirty|forty five|90|30|10|15)",
    "dur": "(<n> seconds|<n> minutes|a minute|half a minute|a minute and a half|an hour|"
    "a few seconds|a bit|a little|<n> secs)",
    "item": "(song|track|episode|video|movie|film|podcast|album|tune|one|chapter|show)",
    "this": "(this|the|that|the current)",
    "genre": "(jazz|rock|classical|comedy|horror|country|thriller|drama|hip hop|blues|"
    "romance|science fiction|metal|documentary|reggae|animated|action|pop|family)",
    "title": "(the matrix|breaking bad|yesterday|purple rain|planet earth|abbey road|"
    "star wars|the crown|hotel california|frozen|alien|friends|blue train|dune|"
    "<coined>|<coined>|the <coined>|<coined> of <coined>|the <coined> <coined>|"
    "<coined> and the <coined>|a <coined> in <coined>|<coined>'s <coined>)",
    "person": "(tom hanks|miles davis|adele|meryl streep|johnny cash|david bowie|"
    "nina simone|steven spielberg|beyonce|hans zimmer|<coined> <coined>|"
    "<coined> <coined>|<coined> <coined>|<coined>|the <coined>s)",
    "app": "(spotify|vlc|netflix|firefox|the browser|the calculator|youtube|steam|"
    "the music player|the terminal|the file manager|plex|kodi|the settings)",
    "room": "(kitchen|bedroom|living room|office|hallway|garage|bathroom)",
    "device": "(lights|lamp|fan|heater|blinds|curtains|door|thermostat|oven|window|"
    "air conditioning|vacuum cleaner|garage door|coffee machine|dishwasher|plug)",
    "who": "(he|she|my brother|my mother|the teacher|they|my boss|everybody|john)",
    "list": "(workout|party|road trip|summer hits|chill|indie|rap|favourite tunes)",
}

TEMPLATES: dict[str, tuple[str, ...]] = {
    "pause_playback": (
        "<please> pause <tail>", "<please> (pause|stop|halt) <this> <item> <tail>",
        "<please> (pause|stop|halt) (it|playback|playing|the music|the movie|everything)",
        "stop (the music|playing music|the song|the radio|the tv|the video|that noise)",
        "<please> (turn|switch|shut) off the (music|radio|tv|song|video|player)",
        "(turn|switch) the (music|radio|tv|player) off <tail>", "hold on pause <this> <item>",
        "pause (the player|the <room> speaker|spotify|vlc|the tv|here|right there)",
        "hit pause", "press pause", "put it on pause", "(kill|cut) the music",
        "end playback", "i need you to (pause|stop) <this> <item>", "freeze the (video|picture)",
    ),
    "resume_playback": (
        "<please> (resume|continue|unpause) <tail>",
        "<please> (resume|continue|unpause) (it|playback|playing|<this> <item>|the music)",
        "<please> (carry on|keep going|go on) (playing|with <this> <item>)",
        "continue (watching|listening to|playing) <title>", "resume <title>",
        "<please> start playing again", "pick up where (i|we) left off",
        "play <title> from where i (left off|stopped)", "keep playing <tail>",
        "continue where (i|we) (stopped|left off)", "press play", "hit play",
        "start the <item> again", "unfreeze the video", "take it off pause",
    ),
    "adjust_volume": (
        "<please> turn (it|the volume|the music|the sound|this) (up|down) <tail>",
        "<please> turn (it|the volume) (up|down) (a bit|a little|a lot|a notch|by <n>)",
        "<please> (raise|lower|increase|decrease|reduce|boost) the (volume|sound) <tail>",
        "set [the] volume (to|at) <n> [percent]", "volume <n>", "volume (up|down) <tail>",
        "<please> make it (louder|quieter|softer)", "(a bit|a little|much|way) (louder|quieter)",
        "<please> (mute|unmute) [it|the sound|the tv|the music|this] <tail>",
        "(turn|switch) the sound (off|on)", "(max|full|maximum|minimum|half) volume",
        "(louder|quieter|softer) <tail>", "it is too (loud|quiet) turn it (up|down)",
        "i (can not|can barely) hear the (movie|music|tv)", "crank it up", "silence the tv",
        "this (music|song) is too (loud|quiet)", "<please> (bring|take) the volume (up|down)",
    ),
    "seek_content": (
        "<please> (go|jump|skip|move|wind|step) (back|forward|ahead|backwards) <dur> <tail>",
        "<please> (rewind|fast forward|forward) [by] <dur> <tail>", "<please> rewind <tail>",
        "<please> (fast forward|scrub forward|scrub back) <tail>", "back <dur>", "<dur> back",
        "(go|jump|skip|seek|take me) to [the] (<n> minute mark|minute <n>|<n> minutes in|1:20)",
        "(go|jump|skip) (back to|to) the (beginning|start|end|middle|credits|chorus|ending)",
        "(start|play) (this|it|the <item>) (over|again|from the beginning|from the top)",
        "<please> (start over|restart|start from the beginning)", "skip <dur>",
        "skip the (intro|credits|recap|ads|commercial|opening)", "replay the last <dur>",
        "restart <this> <item>", "(play|from) <n> minutes in", "what did he say go back a bit",
        "i missed that go back <dur>", "play that (bit|part) again", "halfway through please",
    ),
    "adjust_speed": (
        "<please> play [it|this|<this> <item>] (faster|slower) <tail>", "faster", "slower",
        "<please> (speed|slow) (it|this|the <item>|the video|playback) (up|down) <tail>",
        "(set|change) [the|playback] speed to (<n>|double|half|normal|one point five|2x)",
        "(double|half|normal|regular|triple) speed <tail>", "play (it|this) at (1.5x|2x|half speed)",
        "a (bit|little|touch) (faster|slower) <tail>", "(back to|return to) normal speed",
        "(increase|decrease|reduce|raise) the (playback speed|speed of the <item>)",
        "(one and a half|two|three) times speed", "watch (it|this) at double speed",
        "play <this> <item> in slow motion", "slow motion", "speed up the (podcast|lecture|audiobook)",
    ),
    "next_episode": (
        "<please> (next|skip|next one) <tail>", "<please> next <item> <tail>",
        "<please> skip (this|it|this one|<this> <item>|to the next <item>) <tail>",
        "<please> (play|go to|jump to|move on to|put on|start) the next <item> <tail>",
        "i (hate|do not like|am tired of|am sick of) this <item>", "(skip|change) the song",
        "(another|a different) <item> [please]", "something else please", "on to the next <item>",
        "(i want|let us hear|give me) the next <item>", "the next one", "next up", "pass",
    ),
    "previous_episode": (
        "<please> (previous|last|go back to the previous|play the previous) <item> <tail>",
        "<please> go back (a|one) (<item>|song|track|episode|video) <tail>",
        "<please> (play|go to|put on|show me) the (previous|last|preceding) <item> [again]",
        "<please> go back <tail>", "back one <item>", "previous <tail>", "the one before",
        "(play|go back to) the (song|episode|track|one) (before this|that was just on)",
        "return to the (previous|last) <item>", "skip back to the last <item>", "back up one <item>",
        "can i (hear|see|watch) the (previous|last) <item> again", "skip back one",
    ),
    "select_channel": (
        "<please> (switch|change|go|turn|tune) to channel <n> <tail>", "channel <n>",
        "<please> put on channel <n> <tail>", "change [the] channel [to <n>]",
        "(turn on|put on|tune to|play|switch to) (bbc one|cnn|espn|npr|bbc radio four|hbo)",
        "(play|tune in to|go to) [the] radio station (98.5|101 point 3|<n> fm|kiss fm)",
        "(next|previous) (channel|station)", "channel (up|down)", "play a <genre> [radio] station",
        "watch channel <n>", "put the (news|sports) channel on", "tune [the radio] to 99.5",
    ),
    "browse_category": (
        "<please> (show|browse|open|list) [me] [my|the|all|all the] <genre> (movies|shows|albums|films)",
        "<please> browse [through|by] [the] (<genre>|music|albums|artists|podcasts|new releases) <tail>",
        "show [me] [my] (movies|library|albums|playlists|podcasts|photos|tv shows|music library|videos)",
        "(go to|open|show) [my|the] (music|movie|tv|video|podcast) (library|section|collection|folder)",
        "what (movies|albums|genres|playlists|shows|podcasts|<genre> films) (do you have|are there|do i have)",
        "list [all] [my] (playlists|artists|albums|recordings|songs)", "open the <genre> (section|category)",
        "let me see [all] the <genre> (movies|albums|films)", "view my (playlists|movies|shows)",
        "show (the latest|the newest|recently added) (movies|albums|podcasts|episodes)",
    ),
    "get_recommendation": (
        "<please> (recommend|suggest) [me] (a|some|another|something like a) [good] <genre> (movie|film|songs|album|show)",
        "<please> (recommend|suggest) (something|a movie|an album|a song|a podcast) [to watch|to listen to]",
        "what should (i|we) (watch|listen to) [tonight|next|now]", "what is good to watch [tonight]",
        "(something|a movie|a show|music|songs|anything) (like|similar to) <title>",
        "find me something (like|similar to) <title>", "i liked <title> what else is there",
        "i do not know what to (watch|listen to)", "more like this", "surprise me with a <item>",
        "what (movie|film|show|album) do you recommend", "any (good movies|recommendations|suggestions for a film)",
        "i am in the mood for (a <genre> movie|something funny|<genre>) what do you suggest",
        "what do you suggest i (watch|listen to)", "is there anything good (on|to watch)",
        "i (adored|loved|enjoyed|finished) <title> what (should i watch|would you say i watch|else might i enjoy) [next]",
        "(pick|choose|find) (a film|something|a show|an album) for (date night|the kids|a rainy day|studying|us)",
        "more (bands|films|shows|songs) (like|in the style of) (<person>|<title>)", "(which|what) (podcasts|films|albums) are good for (learning|studying|relaxing|kids)",
        "(i need|give me|let's have) something (soothing|light|funny|scary|upbeat) (|to watch|for bedtime|please)",
        "what (kind of music|film|book) would you (advise|recommend|suggest) (|me|for tonight|for a party)",
    ),
    "search_content": (
        "<please> (search|look|find|search for|look for|look up) [me] [a|the] <genre> (movies|films|songs|albums|shows)",
        "<please> (find|search for|look up) <title> <tail>", "search (youtube|netflix|spotify) for <title>",
        "<please> (find|show me|search for|get me) (movies|films|songs|albums|something) (with|by|starring|directed by|from) <person>",
        "(find|show|search) [me] (films|movies|music|songs) from (1999|the eighties|2010|1985)",
        "is there a (movie|film|song) (with|by) <person>", "do you have (<title>|anything by <person>)",
        "i am looking for a <genre> (movie|film|show) [with <person>]", "search <title>",
        "look for <person> (movies|songs|albums)", "(do we have|have we got|is there) (<title>|anything with <person>)",
        "(got|have you got|do you have) any (<person>|<genre> films with <person>|<genre>)", "(find|look for|look up|locate|search for) <title>",
        "(which|what) (<genre> |)(films|shows|albums) (do you have|are there|have we got) (with|by|from) (<person>|1975|the nineties)",
        "(list|any|show all) (<genre> |)(films|records|movies|songs) (starring|by|directed by|with|from) (<person>|1999|2016)",
        "(find|look for|search for) (a|the|that) (podcast|programme|film|show|book) about <coined>", "where can i find (<title>|the trailer for <title>)",
        "(i am|i'm) looking for (a|some) [<genre>] (movie|movies|film|song|songs|music) (|online|to watch|that i can watch|to listen to) [with <person>]",
        "i (want|would like|need) to (watch|see|find|listen to) (a|some) [<genre>] (movie|film|movies|song|music) (|online|with <person>|by <person>|starring <person>)",
        "(can|could|would) you [please] (help me find|find me|search me|get me) (a|some) [<genre>] (movie|movies|song|songs|music|album) (|online|to watch|to listen to|by <person>|i like <person>)",
        "help me (find|look for) (a|some) (movie|song|<genre> movies) [online] (something with <person>|i like <person>|i really like <genre> films|)",
        "i (am|'m) in the mood for (music|a movie|a film|some songs) can you find me some <genre>", "hi i need help i am interested in (listening to songs|watching a movie)",
        "i want to watch a (movie|film) preferably (something by <person>|a <genre> one)", "get me (a|some) <genre> (movie|songs) (online|to watch)",
        "i would like to (hear|listen to) (a song|some songs) (from the album <title>|by <person>|)", "(find|search for) (songs|tracks) from the album <title>", "find the (movie|film|song) where (a man|a girl) (dies|dances)",
    ),
    "content_info": (
        "who (directed|wrote|composed|made|produced) (this|it|the film|this movie|<title>)",
        "who (plays|is) (the main character|the villain|the detective|that actor|in this)",
        "when (was|did) (this|it|this movie|this album|<title>) (released|made|come out)",
        "what (year|genre|language) is (this|this film|this movie|it)", "what is (this movie|this film|it|<title>) about",
        "how (long|much longer) is (this|this movie|the film|it|this episode)", "how much (time|is) [is] left",
        "how (many minutes|much) (are|is) (left|remaining) [in this <item>]", "when (does|will) (it|this|the movie) (end|be over)",
        "who is (in|starring in) (this|this movie|<title>)", "tell me (more|something) about (this movie|this film|the band)",
        "what is the (rating|plot|runtime) of (this|this movie|<title>)", "who are the actors", "what is the cast",
    ),
    "what_is_playing": (
        "what (is|s) (playing|this|on|this song|this called|that song|the name of this)",
        "what (song|track|movie|episode|album|show) is (this|that|playing|on) <tail>",
        "who (is|s) (singing|this|playing this|this by|the artist|the singer)", "who sings this",
        "(name|identify) (this|that|the) (song|tune|track)", "what am i (listening to|watching|hearing)",
        "what are we (watching|listening to)", "tell me (what this is|the name of this song|what is playing)",
        "which (song|album|episode) is this", "do you know this song", "whose song is this",
    ),
    "shuffle": (
        "<please> (shuffle|turn on shuffle|shuffle on|enable shuffle|shuffle off|turn off shuffle|disable shuffle)",
        "<please> shuffle (this|my songs|the playlist|my music|all songs|the queue|everything) <tail>",
        "(play|put) (it|everything|the songs|my music) (in random order|on shuffle|at random)",
        "mix (it|them|the songs) up", "random (order|mode|play) [on|off]", "stop shuffling",
        "randomize (the playlist|the songs|it)", "play [them] in order", "no more shuffle", "jumble the playlist",
    ),
    "repeat": (
        "<please> (repeat|loop) (this|it|this song|the song|the album|the playlist|this track|everything) <tail>",
        "<please> put (this|it|the song|this track|the playlist) on (repeat|loop) <tail>",
        "(turn|switch) (on|off) (repeat|loop|repeat mode)", "(turn|switch) (repeat|loop) (on|off)",
        "repeat (one|all|on|off)", "stop (repeating|looping) [this|it]", "loop (mode|forever|off|on)",
        "play (this|it|this song) on (repeat|a loop)", "keep (repeating|playing) this song over and over",
        "no (repeat|loop)", "(disable|enable) (repeat|loop)", "do not repeat (this|it) anymore",
    ),
    "like": (
        "<please> (like|love|favorite|favourite|save|bookmark|star) this [<item>]",
        "i (like|love) this (song|track|tune|one|album)", "thumbs up [for this <item>]",
        "add (this|it|this song|the song) to [my] (favorites|favourites|likes|liked songs)",
        "mark (this|it|this track) as [a] (favorite|favourite)", "this is my favourite (song|track)",
        "remember this song", "give this song (five stars|a thumbs up)", "rate (this|it) five stars",
        "this is a great (song|track)", "what a (great|lovely) song save it", "heart this song",
    ),
    "set_timer": (
        "<please> set [a|the] timer for <dur> <tail>", "<please> (start|set) a <n> minute timer <tail>",
        "timer <dur>", "<n> minute timer", "(remind|wake|tell|alert) me in <n> minutes", "count down from <n> minutes",
        "set an alarm for <n> minutes from now", "(start|begin) a countdown (of|for) <dur>", "<please> set a timer",
        "set a sleep timer for <n> minutes", "let me know when <n> minutes are (up|over)", "start a timer for the (pasta|eggs|tea)",
    ),
    "time_date": (
        "what (time|day|date) is it [now|today]", "(tell|give) me the (time|date)", "what is the (time|date)",
        "what time is it in (paris|new york|tokyo|india)", "is it (monday|friday|sunday) today", "today's date please",
    ),
    "open_app": (
        "<please> (open|launch|start|run|fire up|bring up) <app> <tail>", "<please> open the <app> app",
        "(close|quit) nothing but open <app>", "switch to <app>", "start up <app>", "get <app> running",
        "i want to use <app>", "take me to <app>", "(go to|pull up) <app>",
    ),
    "play_content": (
        "<please> play <title> <tail>", "<please> play [some|me some] <genre> [music] <tail>",
        "<please> (play|put on|stick on|start|queue|stream) (<title>|the album <title>|something by <person>) <tail>",
        "(i want|i would like|i'd like) to (hear|watch|listen to|see) (<title>|some <genre>|<person>)",
        "(watch|listen to) <title>", "play my <list> playlist", "play [the] <item> <title>", "<title> by <person> please",
        "let us (watch|hear|listen to) (<title>|<person>)", "play music", "play something <genre>",
        "give me some <genre> (music|songs|tunes)", "put some (music|<genre>) on", "play a (movie|podcast|song)",
        "start the movie <title>", "play season two episode four of <title>", "read me the audiobook <title>",
        "turn on (some music|some <genre>|the radio)", "show the movie <title>",
        "(hit me with|how about|bring on|give us|cue up|i could go for|treat us to) (some|a bit of) (<person>|<genre>)",
        "i (am|'m) in the mood for (some|a little) (<person>|<genre>) (|tonight|music|please)",
        "(i fancy|let's try|what about) (watching|listening to|hearing) (<title>|<person>)",
        "(let's|let us|can we|could we|we could) (watch|hear|put on|listen to) (<title>|<person>) (|tonight|now|together)",
        "(put|show|get|play) <title> (on|on the telly|on the big screen|on the tv|playing)", "(begin|run|start up|open) (<title>|the film <title>)",
        "(could|would) you [maybe|possibly] (put on|play|start) (<title>|something by <person>) [while i cook|for the kids]",
        "i (want|would like|wanna|would love) to see <title>", "it would be (nice|lovely) to hear (<person>|some <genre>)",
        "anything by <person> (will do|please|would be great)", "<genre> (playlist|radio|music) [please]",
    ),
    "conversation": (
        # devices of a house, and a computer's own controls
        "<please> (turn|switch) (on|off) the [<room>] <device> <tail>", "<please> turn the [<room>] <device> (on|off|up|down)",
        "<please> (open|close|lock|unlock|start|stop|dim|raise|lower) the [<room>] <device> <tail>",
        "set the [<room>] <device> to <n> [degrees|percent]", "(pause|resume|start|stop) the (vacuum|robot|washing machine|dryer|mower)",
        "(navigate|go|move|scroll|page|swipe) (left|right|up|down|home)", "(open|close|show) [the] (context menu|menu|window|tab|sidebar|settings page)",
        "(enable|disable|turn on|turn off|show|hide|switch) [the] (subtitles|captions|audio track|subtitle track|closed captions)",
        "(full screen|exit full screen|zoom in|zoom out|maximize|minimize|select|click|press ok|go back to the menu)",
        "(scan|clean|update|refresh) [the] (video|music) library", "(shut down|restart|reboot|suspend|hibernate) (the system|the computer|the pc)",
        "eject the disc", "take a screenshot", "(brightness|contrast) (up|down)", "turn (up|down) the (heat|brightness|heating|ac|lights)",
        # lists of songs are edited elsewhere
        "add (this|this song|<title>|this album|<title> by <person>|an album|the artist) to (my|the) <list> playlist",
        "put (this|this song|<title>|<person>) (on|onto|in|into) my <list> playlist", "(create|make|delete|rename) a [new] playlist [called <list>]",
        "remove this song from (my <list> playlist|the queue|the list)", "save <title> to my <list> list",
        # cinemas and shops
        "(what|which) movies are (playing|showing|on) (near me|at the cinema|in theatres|tonight at the cinema)",
        "(find|show me|what are) [the] (movie times|showtimes|movie schedules) [for <title>|nearby|near me]",
        "(is|when is) <title> playing at the (cinema|movie theatre)", "buy (tickets for <title>|<title> on dvd|me a ticket)",
        "order <title> [on blu ray]", "who sells (records|headphones)", "where can i rent <title>",
        "i (really |)want to (watch|see) that (movie|film|show) (now|too|as well|someday)", "(i would love|i should try) to (see|watch) that (movie|show) (it sounds great|someday)", "i (need|want) to (watch|check out|see) (it|that) (soon|sometime)",
        # games, sport
        "(play|let us play) (chess|a game|cards|hide and seek|twenty questions|checkers|tic tac toe|poker) [with me]",
        "(who|when) (do|does|did) the (lakers|giants|team) play [next]", "did you watch the game (last night|yesterday)",
        "he plays (the guitar|football|the piano|for the lakers|chess)", "i want to play (fifa|minecraft|a game|football)",
        "(how do|can|do) you play (chess|poker|the guitar|the violin)",
        # told, asked about, denied
        "<who> (said|told me|asked me|wants me|used) to (pause|stop|turn it up|skip it|play it again|mute it|turn the music down)",
        "(do not|don't|please do not|never|please don't) (pause|stop|skip|mute|play|rewind|touch|turn) (it|this|that|the music|the volume|anything) [yet|now|please]",
        "i (do not|don't) want (you to|to) (pause|stop|skip|play|mute|change) (it|this|anything|the song|the volume)",
        "no need to (pause|turn it down|skip|stop|restart)", "i (did not|didn't) (say|ask you to) (pause|stop|skip|play|mute)",
        "i (paused|stopped|skipped|played|muted|turned off|watched|heard) (it|the song|the movie|<title>) (yesterday|already|last night|earlier)",
        "<who> (paused|stopped|skipped|played|muted|turned up|turned down) (it|the music|the movie|the tv)",
        "(can|could|should) (i|we|people) (pause|skip|rewind) (live tv|ads|a call)", "what happens if i (pause|skip|mute|stop) (it|this)",
        "(how|why) (do|does|did|would) (i|you|it|one|people) (pause|skip|mute|stop|shuffle|rewind|play music)",
        "if (it|the music) (gets|is) too loud (i will tell you|the neighbours complain|we go)", "i wish i could (rewind|fast forward|skip) (time|this day|monday|the week)",
        "let us (pause|stop|skip) (and think|for a moment to think|the small talk|for lunch|worrying)", "we should (pause|stop|repeat) (and|the) (talk|think|experiment|meeting)",
        "(stop|quit) (worrying|complaining|lying|smoking|crying|it that hurts|being silly|interrupting me)", "the (bus|train) stop is (far|near|next to the house)",
        "(the|my) (volume|speed|pace|play|channel) of (the book|the box|the car|work|the river) is (large|high|low)", "(turn|go) (left|right) (at|after) the (corner|lights|church)",
        "(my|the) (car|computer|phone|internet|heart) (is|was) (so|too|very) (loud|slow|fast|quiet)", "he (is|was) (faster|slower|louder|quieter) than (me|his brother|before)",
        "(skip|skipping) (breakfast|lunch|school|class|meals) is (bad|not good|unhealthy)", "i (skipped|skip) (lunch|class|leg day)", "repeat after me",
        "(history|people) (repeat|repeats) (itself|themselves)", "next (week|month|year|time|monday|door) (i|we|is) (go|leave|busy|will see)", "in the previous (chapter|year|job) (i|we|they) (worked|lived)",
        "open (the window|your mouth|the door|an account|a bottle|your eyes)", "(find|search for|look for) (my keys|a restaurant|a hotel|a job|a flat|my phone|the nearest bank)",
        "(recommend|suggest) [me] (a restaurant|a book shop|a hotel|a recipe|a good dentist|a wine|a name for my cat|a place to eat)",
        # the assistant itself
        "(talk|speak) (faster|slower|more slowly|more quickly|louder than that robot)", "(change|use|switch) (your voice|a male voice|a female voice|your language|your accent)",
        "you (talk|speak|are talking|are speaking) too (fast|slow|slowly|quickly)", "(slow down|speed up) your (speech|voice|talking)", "say that (again|one more time)",
        "(what|could you repeat what|tell me again what) (did you say|you said)", "can you (sing|dance|hear me|play instruments|feel)", "do you (like|know|listen to|watch) (music|jazz|movies|<title>|<person>)",
        "what (music|kind of music|films) do you like", "(i like|i love|my favourite is|we watched|i grew up with) (jazz|<person>|<title>|horror films|music)",
        "(<person>|<title>) is (great|overrated|my favourite|boring|from the eighties)", "(have you seen|did you see|did you know) <title> (is old|won an award|was great)",
        "is <person> (still alive|married|dead|a good actor)", "how old is <person>", "where was <person> born", "<person> (died|was born|lives) in (london|1966|a big house)",
        # errands
        "(call|text|email) (mum|john|my boss)", "remind me to (call mum|buy milk|watch <title> tomorrow)", "(add|put) (milk|eggs|bread) (to|on) my shopping list",
        "(what is|how is) the weather (today|tomorrow|in paris)", "(book|reserve) a (table|flight|taxi|room)", "(cancel|list|how long is left on) (my|the) (alarm|alarms|timer|timers|meeting)",
        "(wake me up at seven|set an alarm for six am|schedule a meeting at ten)", "translate (stop|next|play) (to|into) (french|spanish)", "(spell|define|what does) (pause|resume|shuffle) [mean]",
    ),
}  # fmt: skip

_CHOICE = re.compile(r"\(([^()\[\]<>]*)\)")
_MAYBE = re.compile(r"\[([^()\[\]<>]*)\]")
_NAME = re.compile(r"<(\w+)>")


_ONSETS = (
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n",
    "p", "pr", "r", "s", "sh", "st", "t", "tr", "v", "w", "z",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo", "ia", "ei")
_CODAS = ("", "", "n", "r", "l", "s", "m", "nd", "rk", "lo", "ton", "ra", "na")


def coined(chance: random.Random) -> str:
    """A name that nobody bears: what is unknown may still be a title."""
    return "".join(
        chance.choice(_ONSETS) + chance.choice(_VOWELS)
        for _ in range(chance.randint(1, 2))
    ) + chance.choice(_CODAS)


def expand(template: str, chance: random.Random) -> str:
    """One sentence of a template."""
    text = template
    while _NAME.search(text):
        text = _NAME.sub(
            lambda name: coined(chance) if name[1] == "coined" else WORDS[name[1]],
            text,
        )
    while "(" in text or "[" in text:
        text = _MAYBE.sub(
            lambda part: (
                chance.choice(part[1].split("|")) if chance.random() < 0.5 else ""
            ),
            text,
        )
        text = _CHOICE.sub(lambda part: chance.choice(part[1].split("|")), text)
    return " ".join(text.split())


def sentences(label: str, chance: random.Random, per_template: int) -> list[str]:
    """Sentences of a label, each once."""
    found = (
        expand(template, chance)
        for template in TEMPLATES.get(label, ())
        for _ in range(per_template)
    )
    return list(dict.fromkeys(found))
