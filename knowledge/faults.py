"""The sentences that say what is wrong with content, in both languages. In braces: what is filled in."""

from knowledge.part import Text


def _t(sv: str, en: str) -> Text:
    return Text(sv=sv, en=en)


TOO_LARGE = _t(
    "filen är för stor: mer än {millions} miljoner tecken", "the file is too large: more than {most:,} characters"
)
ANCHOR = _t(
    "ankare och alias (& och *) används inte här: skriv ut texten",
    "anchors and aliases are not used here: write the text out",
)
TAG = _t("taggar som !!python används inte här", "tags such as !!python are not used here")
TOO_DEEP = _t("det här har för många nivåer: mer än {most}", "this is nested too deeply: more than {most} levels")
KEY_TWICE = _t("”{key}” finns två gånger här", "the key “{key}” stands here twice")
STANDS_IN_TOO = _t("det här finns också i {place}", "this stands in {place} too")

WITHIN = _t("talet måste vara från {least} till {most}", "the number has to be from {least} to {most}")
LETTERS = _t(
    "texten får ha högst {most} tecken, inte {count}", "the text may have {most} letters at the most, not {count}"
)
BLANK = _t(
    "här står bara mellanslag: skriv något eller ta bort det", "there are only blanks: write something or remove it"
)
SEVERAL = _t("här måste finnas minst {least}", "there have to be {least} at the least")

ID_TWICE = _t("samma id finns {count} gånger", "this id stands {count} times")
ID_TAKEN = _t(
    "det här id:t betyder något annat i villkor: välj ett annat",
    "in conditions this id means something else: choose another",
)
NAME_TWICE = _t("samma namn finns {count} gånger", "this name stands {count} times")
QUESTION_MISSING = _t(
    "den här frågan saknas: sparade svar använder den", "this question is missing: stored answers use it"
)
CRITERION_MISSING = _t(
    "det här kriteriet saknas: sparade svar använder det", "this criterion is missing: stored answers use it"
)
NO_OPTION = _t("det finns inget svar ”{code}”", "there is no option “{code}”")
NO_OPTIONS = _t("det finns inga svar att välja mellan", "it has no options to choose from")
LEAST_MOST = _t("det minsta värdet måste vara mindre än det största", "“least” has to be smaller than “most”")
TYPED_TWICE = _t("två av svaren kan skrivas som ”{phrase}”", "two options are both typed as “{phrase}”")
OPTION_TWICE = _t("det här svaret finns {count} gånger", "this option stands {count} times")
HAS_NO_OPTION = _t("{name} har inget svar ”{code}”", "{name} has no option “{code}”")
NOT_BEFORE = _t("”{name}” är ingen fråga som ställs innan den här", "“{name}” is not a question that is asked before")
NOT_YET_KNOWN = _t("”{name}” är inte känt före bedömningen", "“{name}” is not known before the judgement")

OPENS_CLOSES = _t("dagen måste börja innan den slutar", "the day has to begin before it ends")
NO_SUCH_DAY = _t("det finns ingen dag ”{day}”", "there is no day “{day}”")
CLOSURE = _t(
    "sommarstängningen får inte sluta innan den börjar, och inte vara längre än {most} dagar",
    "the summer closure may not end before it begins, nor last longer than {most} days",
)
LEAST_ABOVE_MOST = _t("det minsta värdet är större än det största", "the least is more than the most")
PRIORITY = _t(
    "de tre vikterna ska tillsammans vara mer än 0 och högst 1",
    "the three weights together have to be more than 0 and 1 at the most",
)
CODES_ONLY = _t(
    "frågan besvaras med ett tal, och det kan bara räknas som nytta",
    "the question is answered with a number, which can only count as benefit",
)
NOT_IN_POINTS = _t(
    "det här kriteriet hör varken till lämplighet eller enkelhet, så det har inga poäng från 0 till 100",
    "this criterion is part of neither suitability nor ease, so it has no score from 0 to 100",
)
CURVE_FALLS = _t("fler timmar får inte ge färre poäng", "more hours may not give fewer points")
NOT_YET_JUDGED = _t(
    "”{name}” är inte uträknat än när det här avgörs", "“{name}” is not reckoned yet when this is decided"
)

NO_QUESTION = _t("det finns ingen fråga med det här id:t", "there is no question with this id")
NO_CRITERION = _t("det finns inget kriterium med det här id:t", "there is no criterion with this id")
NO_WEIGHT = _t("inget kriterium i den här delen har någon vikt", "no criterion of this part has a weight")
NO_SCORE = _t("har inga poäng här", "has no score here")
NOT_OF_QUESTION = _t("är inget av frågans svar", "is not an option of the question")
SCORES_NEEDED = _t(
    "varje svar, och ”vet ej”, behöver poäng från 0 till 100",
    "every option, and “unsure”, needs a score from 0 to 100",
)
FORCES_WITHOUT_REASON = _t("styr vem som får bygga, men ger inget skäl", "it forces a tier but tells no reason")
LAST_ROW = _t(
    "den sista raden måste alltid gälla: ta bort dess villkor", "the last row must hold always: leave out its “when”"
)
UNREACHABLE = _t("raderna efter den här kan aldrig nås", "rows after this one can never be reached")
EXTRA_TIME = _t("här behövs svaren i {question}, och ”{unsure}”", "it needs the options of {question}, and “{unsure}”")
CURVE = _t("timmarna måste öka från punkt till punkt", "the hours have to grow from corner to corner")
NOT_JUDGED = _t(
    "”{name}” är varken en fråga, guard eller knockouts", "“{name}” is neither a question nor guard or knockouts"
)
NEVER = _t("{name} är aldrig ”{codes}”", "{name} is never “{codes}”")
NOT_MEASURED = _t("”{name}” mäts inte", "“{name}” is not measured")

LESSON_LANGUAGES = _t("den behöver ord och text på båda språken", "it needs words and text in both languages")
LESSON_WORDS = _t(
    "varje ord behöver en bokstav, annars finns det i alla steg", "a word needs a letter, or every step has it"
)
PARAGRAPHS = _t("språken har olika många stycken", "the languages differ in their paragraphs")
SENTENCES = _t("språken har olika många meningar", "the languages differ in their sentences")
LEARN_ONLY = _t(
    "länken måste gå till https://learn.microsoft.com/ eller lämnas tom",
    "it leads to https://learn.microsoft.com/ or nowhere",
)
PLACES_DIFFER = _t(
    "det som står inom klammer { } skiljer sig mellan svenska och engelska",
    "the places in braces differ between Swedish and English",
)

UNLISTED = _t("den här kopplingen finns inte på sidan Kopplingar", "this connector is not in connectors.yaml")
OTHER_TIER = _t("den är {listed} på sidan Kopplingar, inte {told}", "it is {listed} in connectors.yaml, not {told}")
PREMIUM = _t("den är premium, men mallens licens är standard", "it is premium, but the template's licence is standard")
NO_TEMPLATE = _t("det finns ingen mall med det här id:t", "there is no template with this id")
LINKS_AT_MOST = _t("den har {count} länkar; högst {most} läses", "it has {count} links; at most {most} are read")
LINK_TWICE = _t("den här länken finns redan här", "this link stands here twice")
GITHUB_ONLY = _t("länken måste gå till https://github.com/", "it leads to https://github.com/ or nowhere")
NOT_FREE = _t(
    "bara med licensen {licence} får en beskrivning återges", "only under {licence} may a description be repeated"
)

TEMPLATE_LOST = _t(
    "mallen ”{name}” kan inte tas bort, för sparade uppgifter kan använda den: ta den ur bruk i stället",
    "the template “{name}” cannot be removed, as stored tasks may use it: take it out of use instead",
)
DEPARTMENT_LOST = _t(
    "förvaltningen ”{name}” kan inte tas bort, för sparade uppgifter kan använda den: ändra namnet i stället",
    "the department “{name}” cannot be removed, as stored tasks may use it: change its name instead",
)
QUESTION_LOST = _t(
    "frågan ”{name}” kan inte tas bort, för sparade svar använder den: ändra texten i stället",
    "the question “{name}” cannot be removed, as stored answers use it: change its text instead",
)
OPTION_LOST = _t(
    "svaret ”{name}” kan inte tas bort, för sparade svar använder det: ändra texten i stället",
    "the option “{name}” cannot be removed, as stored answers use it: change its label instead",
)
FLAG_LOST = _t(
    "risken ”{name}” kan inte tas bort, för sparade svar använder den: ändra texten i stället",
    "the risk “{name}” cannot be removed, as stored answers use it: change its label instead",
)

NOT_OBJECT = _t("det här är inget objekt med namn och värden", "this is not an object")
NOT_JSON = _t("det här går inte att läsa som JSON: {why}", "this is not JSON: {why}")
ANSWERS_NEEDED = _t(
    "”answers” måste vara ett objekt med ett svar för varje kriterium",
    '"answers" has to be an object with an answer for each criterion',
)
NEVER_INFERRED = _t(
    "{names} måste personen svara på själv, det får aldrig vara gissat",
    "{names} must be answered by the person, never inferred",
)
NO_SUCH_CRITERION = _t("det finns inget kriterium ”{name}”", "there is no criterion {name!r}")
NO_SUCH_OPTION = _t("{name} har inget svar ”{value}”", "{name} has no option {value!r}")
OPTION_NEEDED = _t("{name} behöver ett av frågans svar, inte ”{value}”", "{name} takes an option code, not {value!r}")
OPTIONS_NEEDED = _t("{name} behöver några av frågans svar, inte ”{value}”", "{name} takes option codes, not {value!r}")
LIST_EMPTY = _t(
    "{name} har en tom lista: ta bort kriteriet i stället", "{name} has an empty list: leave it out instead"
)
UNSURE_ALONE = _t(
    "{name}: {unsure} kan inte stå tillsammans med andra svar", "{name}: {unsure} cannot stand beside other options"
)
NUMBER_NEEDED = _t("{name} behöver ett tal, inte ”{value}”", "{name} takes a number, not {value!r}")
OUT_OF_RANGE = _t(
    "{name} måste vara från {least:g} till {most:g}, inte {value}",
    "{name} has to be from {least:g} to {most:g}, not {value!r}",
)
WHOLE_NEEDED = _t("{name} måste vara ett heltal, inte {value}", "{name} has to be a whole number, not {value!r}")
FIELD_NUMBER = _t("”{name}” måste vara ett tal, inte ”{value}”", '"{name}" has to be a number, not {value!r}')
FIELD_FROM = _t(
    "”{name}” måste vara från {least} till {most}, inte {value}",
    '"{name}" has to be from {least} to {most}, not {value!r}',
)
FIELD_ABOVE = _t(
    "”{name}” måste vara mer än {least} och högst {most}, inte {value}",
    '"{name}" has to be above {least} to {most}, not {value!r}',
)
FIELD_IDS = _t("”{name}” måste vara en lista med id:n", '"{name}" has to be a list of ids')
FIELD_CRITERION = _t(
    "”{name}” nämner ”{value}”, som inte är något kriterium", '"{name}" names {value!r}, which is no criterion'
)
FIELD_FLAG = _t("”{name}” nämner ”{value}”, som inte är någon risk", '"{name}" names {value!r}, which is no flag')
TEXT_NEEDED = _t("”text” måste vara en text", '"text" has to be a text')
LANGUAGE_NEEDED = _t("”lang” måste vara {known}, inte ”{value}”", '"lang" has to be one of {known}, not {value!r}')

NOT_ZIP = _t(
    "det här går inte att läsa som en zip-fil: packa filerna på nytt",
    "this cannot be read as a zip: pack the files again",
)
TOO_MANY_FILES = _t("det är för många filer: mer än {most}", "there are too many files: more than {most}")
NO_FILES = _t("det finns inga filer i zip-filen", "there are no files in the zip")
NOT_CONTENT = _t(
    "den här filen hör inte till innehållet: här får bara finnas .yaml-filer, och sådana i templates och wording",
    "this is no file of content: there may only be .yaml files, and such in templates and wording",
)
ENCRYPTED = _t("den här filen är låst med lösenord", "this file is locked with a password")
FILE_TWICE = _t("den här filen finns två gånger", "this file stands there twice")
NOT_UTF8 = _t("den här filen är inte text i UTF-8", "this file is not text in UTF-8")
TOO_MUCH = _t(
    "filen är för stor, eller alla filer tillsammans mer än {millions} miljoner tecken",
    "the file is too large, or all files together are more than {millions} million characters",
)

_NOT_YAML = _t("det här går inte att läsa som YAML: {why}", "this is not YAML: {why}")
_HINTS = (
    ("expected ',' or ']'", "en lista saknar kommatecken eller hakparentes"),
    ("expected ',' or '}'", "kommatecken eller klammer saknas"),
    ("mapping values are not allowed", "ett kolon för mycket; sätt texten inom citattecken"),
    ("unexpected end of stream", "ett citattecken saknas"),
    ("cannot start any token", "texten börjar med ett tecken som inte får stå först; sätt den inom citattecken"),
    ("did not find expected key", "raden är inte indragen som raderna omkring"),
    ("did not find expected '-'", "raden är inte indragen som raderna omkring"),
    ("could not find expected ':'", "ett kolon saknas"),
    ("another document", "filen får bara ha ett dokument; ta bort raden med ---"),
    ("unacceptable character", "filen innehåller tecken som inte är text"),
    ("control characters are not allowed", "filen innehåller tecken som inte är text"),
)


def not_yaml(told: str) -> Text:
    """A fault of syntax: in English as the reader of YAML tells it, in Swedish as a hint."""
    hint = next((swedish for words, swedish in _HINTS if words in told), "se över indrag, kolon och citattecken")
    return Text.model_construct(sv=_NOT_YAML.sv.format(why=hint), en=_NOT_YAML.en.format(why=told))
