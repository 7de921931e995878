#include "engine/reading/given_names.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

// clang-format off
constexpr auto given_names = std::to_array<std::string_view>({
    "abdallah", "abdel", "abdelkader", "abdou", "abdoulaye", "abel", "achille", "adam", "adama", "adel", "adele",
    "adeline", "adrian", "adriana", "adrien", "adrienne", "agathe", "agnes", "agnieszka", "ahmed", "aicha", "aime",
    "aissatou", "alain", "alban", "albane", "albert", "alberte", "albin", "alessandro", "alex", "alexa", "alexandra",
    "alexandre", "alexia", "alexis", "alice", "alicia", "alienor", "aline", "aliou", "alix", "aloys", "alphonse",
    "amadou", "amandine", "ambre", "ambroise", "amel", "amelie", "amina", "aminata", "amine", "amir", "ana", "anais",
    "anastasia", "anatole", "andre", "andrea", "andree", "andreea", "ange", "angela", "angele", "angelina",
    "angelique", "anh", "anissa", "anita", "ann", "anna", "annabelle", "anne", "annette", "annick", "annie", "anouk",
    "anthony", "antoine", "antoinette", "antonin", "antonio", "apolline", "ariane", "aristide", "arlette", "armand",
    "armelle", "arnaud", "arno", "arthur", "assia", "astrid", "aude", "audrey", "augustin", "aurelia", "aurelie",
    "aurelien", "aurore", "austin", "axel", "axelle", "ayoub", "aziz", "baptiste", "barbara", "barthelemy", "basile",
    "bastien", "beatrice", "benedicte", "benjamin", "benoit", "berangere", "berenice", "bernadette", "bernard",
    "berthe", "bertrand", "bettina", "bilal", "blaise", "blandine", "bogdan", "boris", "boubacar", "brahim", "brandon",
    "brice", "brigitte", "bruno", "bryan", "camille", "capucine", "carine", "carla", "carlos", "carmen", "carole",
    "caroline", "cassandra", "catherine", "cathy", "cecile", "cecilia", "cedric", "celestin", "celestine", "celia",
    "celine", "cesar", "chaima", "chantal", "charlene", "charles", "charline", "charlotte", "chloe", "chris",
    "christel", "christele", "christelle", "christian", "christiane", "christine", "christophe", "claire", "clara",
    "clarisse", "claude", "claudette", "claudia", "claudie", "claudine", "clea", "clelia", "clemence", "clement",
    "clementine", "cleo", "clothilde", "clotilde", "colette", "colin", "coline", "constance", "constant", "constantin",
    "coralie", "corentin", "corinne", "cosette", "cristina", "cyprien", "cyrielle", "cyril", "cyrille", "dalila",
    "damien", "daniel", "daniela", "daniele", "danielle", "danny", "daphne", "daria", "dave", "david", "deborah",
    "delphine", "denis", "denise", "desire", "desiree", "diane", "didier", "diego", "dimitri", "dina", "djamel",
    "djamila", "dominique", "donatien", "dora", "doriane", "dorine", "dorothee", "dounia", "driss", "duc", "dylan",
    "eddy", "edgar", "edith", "edmond", "edouard", "edwige", "ekaterina", "elena", "eleonore", "eliane", "elias",
    "elie", "eliette", "eline", "elinor", "elisa", "elisabeth", "elise", "elliot", "elodie", "eloi", "eloise", "elsa",
    "elvire", "elyes", "emeline", "emeric", "emile", "emilie", "emilien", "emily", "emma", "emmanuel", "emmanuelle",
    "emmy", "enora", "enzo", "eric", "erica", "erika", "erwan", "erwann", "esteban", "estelle", "esther", "ethan",
    "etienne", "eugene", "eugenie", "eva", "evan", "eve", "evelyne", "ewen", "fabien", "fabienne", "fabrice", "fadila",
    "fanny", "fanta", "farid", "farida", "fatih", "fatiha", "fatima", "fatna", "fatou", "fatoumata", "faustine",
    "felicie", "felicien", "felix", "ferdinand", "fernand", "fernande", "filipe", "fiona", "flavie", "flavien",
    "fleur", "flora", "florence", "florent", "florentin", "florian", "floriane", "florine", "francine", "francis",
    "franck", "francois", "francoise", "frank", "fred", "frederic", "frederique", "gabin", "gabriel", "gabriela",
    "gabrielle", "gael", "gaelle", "gaetan", "gaetane", "gaspard", "gaston", "gauthier", "gautier", "genevieve",
    "geoffrey", "geoffroy", "georges", "georgette", "gerald", "geraldine", "gerard", "germain", "germaine", "ghislain",
    "ghislaine", "gilbert", "gilberte", "gildas", "gilles", "gina", "ginette", "giovanni", "gisele", "giulia", "grace",
    "gregoire", "gregory", "guillaume", "guillemette", "gustave", "guy", "gwen", "gwenael", "gwenaelle", "gwendoline",
    "gwenola", "habib", "hadrien", "hafida", "hakim", "halima", "hamid", "hamza", "hanane", "hanna", "hannah",
    "harold", "harry", "hassan", "hatem", "hawa", "hayat", "heimana", "helena", "helene", "heloise", "henri",
    "henriette", "herve", "hicham", "hilaire", "hina", "hinano", "honore", "honorine", "horia", "hortense", "houda",
    "hugh", "hugo", "hugues", "huguette", "huong", "ibrahim", "ibrahima", "ibtissam", "idir", "idriss", "ignace",
    "ilan", "iliana", "ilona", "ilyes", "imane", "imene", "ines", "ingrid", "ioana", "irene", "irina", "iris", "isaac",
    "isabel", "isabelle", "ismael", "ismail", "ivan", "jacinthe", "jack", "jacky", "jacob", "jacqueline", "jacques",
    "jade", "jamal", "james", "jamila", "jan", "jane", "janine", "jason", "javier", "jean", "jeanine", "jeanne",
    "jeannine", "jeff", "jennifer", "jenny", "jeremie", "jeremy", "jerome", "jessica", "jessy", "jimmy", "joan",
    "joanna", "joao", "joaquim", "jocelyn", "jocelyne", "joel", "joelle", "joffrey", "johan", "johann", "johanna",
    "john", "johnny", "jonas", "jonathan", "jordan", "jordane", "jose", "josee", "joseph", "josephine", "josette",
    "joshua", "josiane", "josselin", "josue", "joyce", "juan", "judith", "jules", "julia", "julian", "juliana",
    "julie", "julien", "julienne", "juliette", "juline", "justin", "justine", "kader", "kamel", "karim", "karima",
    "karine", "karl", "kassandra", "katarzyna", "katell", "katia", "kelly", "ken", "kenza", "kenzo", "kevin",
    "khadidja", "khadija", "khaled", "killian", "kim", "krzysztof", "kylian", "lactitia", "laetitia", "laila", "lamia",
    "lan", "lara", "latifa", "laura", "laure", "laureen", "laurence", "laurene", "laurent", "laurie", "laurine", "lea",
    "leandre", "leane", "leila", "lena", "leny", "leo", "leon", "leonard", "leone", "leonie", "leonor", "leopold",
    "leslie", "leticia", "levana", "lia", "liam", "lila", "lilas", "lili", "lilia", "lilian", "liliane", "lilou",
    "lily", "lina", "linda", "line", "ling", "linh", "lionel", "lisa", "lise", "lison", "livia", "loan", "loane",
    "loic", "lois", "lola", "lorenzo", "loris", "lorraine", "lou", "louane", "louis", "louisa", "louise", "louka",
    "loup", "luc", "luca", "lucas", "lucette", "lucie", "lucien", "lucienne", "lucile", "lucille", "ludivine",
    "ludovic", "luis", "luna", "lydia", "lydie", "lyes", "lyna", "madeleine", "mado", "mael", "maelle", "maelys",
    "maeva", "magali", "magalie", "magda", "magdalena", "mahdi", "mai", "maimouna", "maite", "malak", "malgorzata",
    "malik", "malika", "malo", "mamadou", "manel", "manon", "manuel", "manuela", "manutea", "marc", "marceau",
    "marcel", "marcelle", "marco", "marek", "margaux", "margot", "marguerite", "maria", "mariam", "mariama",
    "marianne", "marie", "marielle", "marietta", "marilyn", "marilyne", "marina", "marine", "mario", "marion",
    "marius", "marjolaine", "marjorie", "marlene", "marouane", "marthe", "martial", "martin", "martine", "mary",
    "maryam", "maryline", "maryse", "maryvonne", "matheo", "mathieu", "mathilde", "mathis", "mathys", "mattheo",
    "matthias", "matthieu", "maud", "maude", "maurice", "mauricette", "max", "maxence", "maxime", "maximilien", "maya",
    "medhi", "mehdi", "melanie", "melina", "melissa", "melodie", "mercedes", "meriem", "merouane", "meryem", "michael",
    "michel", "michele", "micheline", "michelle", "mickael", "miguel", "mihai", "mila", "milan", "milena", "milo",
    "mina", "minh", "mirabelle", "mireille", "mirela", "miriam", "moana", "modou", "moeata", "mohamed", "mohammed",
    "moise", "monica", "monique", "morgan", "morgane", "mouhamed", "mouna", "mounir", "mourad", "moussa", "moustapha",
    "muriel", "mustapha", "mylene", "myriam", "nabil", "nacer", "nadege", "nadia", "nadine", "nadir", "nael", "nahia",
    "naima", "najat", "nancy", "naomi", "narcisse", "nasser", "nassim", "nassima", "natacha", "natalia", "natasha",
    "nathalie", "nathan", "nathanael", "nawel", "nayah", "neil", "nelly", "nelson", "ngoc", "nicolas", "nicole",
    "nina", "ninon", "nizar", "noa", "noah", "noe", "noel", "noelle", "noemie", "nolan", "nolwenn", "nora", "norbert",
    "nordine", "norman", "nour", "ocean", "oceane", "octave", "odette", "odile", "oksana", "olena", "olga", "olive",
    "oliver", "olivia", "olivier", "omar", "ombeline", "oriane", "orlane", "ornella", "oscar", "othmane", "ouassim",
    "oumar", "ousmane", "pablo", "paloma", "pamela", "paola", "pascal", "pascale", "pascaline", "patrice", "patricia",
    "patrick", "paul", "paula", "paule", "paulette", "paulin", "pauline", "paulo", "pedro", "peggy", "perceval",
    "perrine", "philibert", "philippe", "philomene", "pierre", "pierrette", "pierrick", "piotr", "poerava",
    "priscilla", "prosper", "prune", "quentin", "rabah", "rachel", "rachid", "rachida", "radu", "rafael", "raissa",
    "ralph", "ramzi", "raoul", "raphael", "raphaelle", "raymond", "raymonde", "rebecca", "regine", "regis", "reine",
    "remi", "remy", "renaud", "rene", "renee", "ricardo", "richard", "rim", "rita", "robert", "roberta", "roberto",
    "robin", "rodolphe", "rodrigo", "rodrigue", "roger", "roland", "rolande", "romain", "romane", "romaric", "romeo",
    "romuald", "ronan", "rosa", "rosalie", "rose", "roseline", "roselyne", "roxane", "ruben", "rudy", "ruth", "ryan",
    "sabine", "sabrina", "sacha", "said", "saida", "salah", "salif", "salim", "salima", "salma", "salome", "salvador",
    "sam", "samantha", "sami", "samia", "samir", "samira", "samuel", "sandie", "sandra", "sandrine", "sandy", "sara",
    "sarah", "sasha", "saskia", "sean", "sebastien", "selena", "selim", "selma", "serena", "serge", "sergio",
    "servane", "severine", "shana", "sharon", "sheila", "sidonie", "simon", "simone", "sixtine", "slimane", "sofia",
    "sofiane", "soizic", "solange", "solene", "solenn", "solenne", "soline", "sonia", "sophia", "sophie", "soraya",
    "souad", "stan", "stanislas", "steeve", "stella", "stephane", "stephanie", "steve", "steven", "suzanne", "suzette",
    "suzie", "svetlana", "sybille", "sylvain", "sylvaine", "sylvestre", "sylvette", "sylvia", "sylviane", "sylvie",
    "tamatoa", "tanguy", "tania", "tara", "tarik", "tatiana", "teddy", "tehani", "teiva", "teva", "thais", "thanh",
    "thea", "theo", "theodora", "theodore", "theophile", "therese", "thi", "thibaud", "thibault", "thibaut",
    "thiebaut", "thierry", "thomas", "thu", "tiago", "tiffany", "tim", "timothe", "timothee", "tina", "tino",
    "titouan", "tom", "tomasz", "tommy", "tony", "toussaint", "tracy", "tristan", "tugdual", "ugo", "ulysse", "urbain",
    "ursule", "vaea", "valentin", "valentina", "valentine", "valeria", "valerian", "valerie", "valery", "vanessa",
    "vera", "veronique", "vianney", "vic", "victoire", "victor", "victoria", "vincent", "violaine", "violette",
    "virgile", "virginie", "vivian", "viviane", "vladimir", "wafa", "wahid", "walid", "wassila", "wassim", "wei",
    "wendy", "wilfried", "wiliam", "william", "willy", "winnie", "xavier", "ximena", "xin", "yacine", "yael", "yan",
    "yanis", "yann", "yannick", "yannis", "yasmina", "yasmine", "yassine", "yoan", "yoann", "yohan", "yohann",
    "yolande", "youcef", "younes", "yousra", "youssef", "yuki", "yvan", "yves", "yvette", "yvon", "yvonne", "zacharie",
    "zahra", "zakaria", "zara", "zelie", "zephyr", "zineb", "zinedine", "zoe", "zohra",
});
// clang-format on
static_assert(std::ranges::is_sorted(given_names));

/// What the second name is put behind: "Jean Marc", "Marie Claire".
constexpr auto first_of_two =
    std::to_array<std::string_view>({"anne", "jean", "louis", "marie", "mohamed", "paul", "pierre"});

}  // namespace

bool is_given_name(std::string_view folded) {
    const auto hyphen = folded.find('-');
    const auto first = folded.substr(0, hyphen);
    return std::ranges::binary_search(given_names, first) &&
           (hyphen == std::string_view::npos || is_given_name(folded.substr(hyphen + 1)));
}

bool begins_compound_name(std::string_view folded) {
    return std::ranges::find(first_of_two, folded) != first_of_two.end();
}

}  // namespace rexflow::engine::reading
