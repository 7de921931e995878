// Compares our reading of phone numbers with libphonenumber-js (its full metadata) on numbers generated over the whole
// French and overseas plan: valid, invalid, on the edges of every range, in every written form.
//
//   node phones_agree.mjs READER LIBRARY_FOLDER
//
// READER reads "region<TAB>number" lines (phone_reader.cpp). Ends with 1 when anything disagrees that no row of
// `deliberate` gives a reason for. The generator is seeded: every run asks the same.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [reader, libraryFolder] = process.argv.slice(2);
const { parsePhoneNumberFromString } = createRequire(import.meta.url)(resolve(libraryFolder, "max"));

const atLeast = 100_000;

// Region of ours: countries of theirs that share its calling code, whether numbers are written without a 0 there.
const homes = {
    metropole: ["FR"],
    reunion: ["RE", "YT"],
    mayotte: ["YT", "RE"],
    guadeloupe: ["GP", "BL", "MF"],
    saint_martin: ["MF", "GP", "BL"],
    guyane: ["GF"],
    martinique: ["MQ"],
    nouvelle_caledonie: ["NC"],
    polynesie: ["PF"],
    wallis_et_futuna: ["WF"],
};
const territories = ["RE", "YT", "GP", "BL", "MF", "GF", "MQ", "PM"];
const codes = { FR: 33, RE: 262, YT: 262, GP: 590, BL: 590, MF: 590, GF: 594, MQ: 596, PM: 508, NC: 687, PF: 689, WF: 681 };

// What we mean to read otherwise, and why. `applies` sees the question and both answers.
const deliberate = [
    {
        reason: "06 39 98 is set aside for works of fiction in metropolitan France (Arcep): a mobile number there",
        applies: ({ ours }) => /^\+3363998\d{4}$/.test(ours.e164),
    },
    {
        reason: "0508 is Saint-Pierre-et-Miquelon in the French plan; the library has 05 08 among metropolitan numbers",
        applies: ({ ours, theirs }) => ours.e164 === theirs.e164.replace("+33508", "+508"),
    },
    {
        reason: "the plan gives the prefix to the territory, though the library knows no operator that has the block yet; "
            + "kept, and less sure",
        applies: ({ ours, theirs }) => theirs.e164 === "-" && ours.confidence < 1,
    },
];

// --- numbers ----------------------------------------------------------------------------------------------------------

let state = 20260105;
function below(limit) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0; // the high bits of a linear congruential generator
    return Math.floor((state / 2 ** 32) * limit);
}
const pick = (list) => list[below(list.length)];
const digits = (count) => Array.from({ length: count }, () => below(10)).join("");

const metropolitanForms = {
    solid: (n) => "0" + n,
    pairs: (n) => grouped("0" + n, " "),
    dots: (n) => grouped("0" + n, "."),
    dashes: (n) => grouped("0" + n, "-"),
    slashes: (n) => grouped("0" + n, "/"),
    no_break_spaces: (n) => grouped("0" + n, "\u00a0"),
    narrow_spaces: (n) => grouped("0" + n, "\u202f"),
    four_two_two_two: (n) => `0${n.slice(0, 3)} ${n.slice(3, 5)} ${n.slice(5, 7)} ${n.slice(7)}`,
    letter_o: (n) => grouped("O" + n.replaceAll("0", "O"), " "),
    bracket: (n) => "(0)" + n[0] + " " + grouped(n.slice(1), " "),
    tel: (n) => "Tél. : " + grouped("0" + n, " "),
    portable: (n) => grouped("0" + n, ".") + " (perso)",
    no_zero: (n) => n,
};
const internationalForms = {
    plus: (c, n) => `+${c}${n}`,
    plus_pairs: (c, n) => `+${c} ${n[0]} ${grouped(n.slice(1), " ")}`,
    plus_zero_bracket: (c, n) => `+${c} (0)${n[0]} ${grouped(n.slice(1), " ")}`,
    plus_bracket: (c, n) => `(+${c}) ${n[0]} ${grouped(n.slice(1), ".")}`,
    two_zeros: (c, n) => `00${c}${n}`,
    two_zeros_pairs: (c, n) => `00 ${c} ${n[0]} ${grouped(n.slice(1), " ")}`,
    no_plus: (c, n) => `${c}${n}`,
    tel_link: (c, n) => `tel:+${c}${n}`,
    no_break: (c, n) => `+${c}\u00a0${n[0]}\u202f${grouped(n.slice(1), "\u00a0")}`,
};
function grouped(text, joint) {
    return text.match(/.{1,2}/g).join(joint);
}

// Numbers of nine digits: every four-digit prefix of the plan (0100 to 0999) and numbers around.
function* nationalNumbers() {
    for (let prefix = 1000; prefix <= 9999; ++prefix) {
        for (let times = 0; times < 3; ++times) yield prefix + digits(5);
        yield prefix + "00000";
        yield prefix + "99999";
    }
    const crowded = ["262", "263", "268", "269", "508", "590", "594", "596", "598", "639", "690", "691", "692", "693", "694",
        "696", "697", "708", "709", "800", "939", "947", "976"];
    for (const prefix of crowded) {
        for (let block = 0; block < 100; ++block) {
            for (let times = 0; times < 4; ++times) yield prefix + String(block).padStart(2, "0") + digits(4);
        }
    }
}

function* shortNumbers() {
    for (let prefix = 0; prefix < 1000; ++prefix) {
        const begin = String(prefix).padStart(3, "0");
        yield begin + digits(3);
        yield begin + digits(5);
    }
}

function* questions() {
    const homeNames = Object.keys(homes);
    const dialledWithZero = homeNames.filter((name) => !["nouvelle_caledonie", "polynesie", "wallis_et_futuna"].includes(name));
    for (const national of nationalNumbers()) {
        const form = pick(Object.keys(metropolitanForms));
        for (const home of ["metropole", pick(dialledWithZero)]) {
            yield { home, written: metropolitanForms[form](national), plain: form === "no_zero" ? national : "0" + national };
        }
        const abroad = pick(Object.keys(internationalForms));
        const code = pick([33, 33, 262, 590, 594, 596, 508]);
        yield {
            home: "metropole", written: internationalForms[abroad](code, national),
            plain: abroad === "no_plus" ? `${code}${national}` : `+${code}${national}`,
        };
    }
    for (const short of shortNumbers()) {
        for (const home of ["nouvelle_caledonie", "polynesie", "wallis_et_futuna"]) {
            yield { home, written: pick([short, grouped(short, " "), grouped(short, ".")]), plain: short };
        }
        for (const code of [508, 681, 687, 689]) {
            yield { home: "metropole", written: `+${code} ${grouped(short, " ")}`, plain: `+${code}${short}` };
        }
    }
    for (let size = 1; size <= 16; ++size) {
        for (let times = 0; times < 150; ++times) {
            const front = pick(["", "0", "+", "+33", "0033", "33"]);
            const plain = front + (front === "+" ? digits(size).replaceAll("0", "1") : digits(size));
            yield { home: pick(homeNames), written: plain, plain };
        }
    }
    for (const [code, sizes] of [[32, [8, 9]], [41, [9]], [44, [10]], [49, [10, 11]], [34, [9]], [39, [9, 10]], [352, [9]],
        [377, [8]], [212, [9]], [213, [9]], [216, [8]], [221, [9]], [1, [10]], [40, [9]], [351, [9]]]) {
        for (let times = 0; times < 60; ++times) {
            const national = pick("123456789") + digits(pick(sizes) - 1);
            yield { home: pick(homeNames), written: `+${code} ${grouped(national, " ")}`, plain: `+${code}${national}` };
        }
    }
}

// --- the two answers --------------------------------------------------------------------------------------------------

const kinds = { FIXED_LINE: "fixed", MOBILE: "mobile", FIXED_LINE_OR_MOBILE: "fixed or mobile", VOIP: "voip" };
const nothing = { e164: "-", kind: "-" };
const known = new Map();

function lookUp(text, country) {
    const key = text.startsWith("+") ? text : country + text;
    if (!known.has(key)) {
        const number = parsePhoneNumberFromString(text, country);
        known.set(key, judge(number));
    }
    return known.get(key);
}

// Of other countries we only know how long numbers are.
function judge(number) {
    if (!number) return null;
    const isFrench = Object.values(codes).includes(Number(number.countryCallingCode));
    if (!isFrench) return number.isPossible() ? { e164: number.number, kind: "foreign" } : null;
    return number.isValid() ? { e164: number.number, kind: kinds[number.getType()] ?? "special" } : null;
}

// The library is asked for the countries a number without a calling code may belong to, in the order we document: where
// the CPTS is; then, overseas, the territories for 02, 05, 06 and 07; metropolitan France; the others.
function theirAnswer({ home, plain }) {
    if (plain.startsWith("+")) return lookUp(plain, "FR") ?? nothing;
    const significant = plain.replace(/^0/, "");
    const others = significant.length >= 9 ? territories : [];
    const first = homes[home];
    const territoriesFirst = home !== "metropole" && "2567".includes(significant[0]);
    const order = territoriesFirst ? [...first, ...others, "FR"] : [...first, "FR", ...others];
    for (const country of order) {
        const found = lookUp(plain, country);
        if (found) return found;
    }
    return nothing;
}

function ourAnswers(asked) {
    const input = asked.map(({ home, written }) => `${home}\t${written}\n`).join("");
    const run = spawnSync(reader, { input, encoding: "utf8", maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(`the reader ended with ${run.status}: ${run.stderr}`);
    return run.stdout.trimEnd().split("\n").map((line) => {
        const [e164, kind = "-", confidence = "1"] = line.split(" ");
        return { e164, kind, confidence: Number(confidence) };
    });
}

function agree(ours, theirs) {
    const sameKind = ours.kind === theirs.kind || (theirs.kind === "fixed or mobile" && ["fixed", "mobile"].includes(ours.kind));
    return ours.e164 === theirs.e164 && sameKind;
}

// --- the comparison ---------------------------------------------------------------------------------------------------

const asked = [...questions()];
const answers = ourAnswers(asked);
const counts = { both: 0, neither: 0, disagreed: 0 };
const excused = deliberate.map(() => 0);
const shown = [];
asked.forEach((question, i) => {
    const ours = answers[i];
    const theirs = theirAnswer(question);
    if (agree(ours, theirs)) {
        ++counts[ours.e164 === "-" ? "neither" : "both"];
        return;
    }
    const reason = deliberate.findIndex(({ applies }) => applies({ ...question, ours, theirs }));
    if (reason >= 0) {
        ++excused[reason];
        return;
    }
    ++counts.disagreed;
    if (shown.length < 40) shown.push(`${question.home} "${question.written}": ours ${ours.e164} ${ours.kind}, theirs ${theirs.e164} ${theirs.kind}`);
});

console.log(`${asked.length} numbers: ${counts.both} read alike, ${counts.neither} refused alike, ${counts.disagreed} disagree`);
deliberate.forEach(({ reason }, i) => console.log(`${excused[i]} otherwise on purpose: ${reason}`));
shown.forEach((line) => console.log(line));
const isEnough = asked.length >= atLeast && counts.both > atLeast / 4;
if (!isEnough) console.log("too few numbers to mean anything");
process.exit(counts.disagreed === 0 && isEnough ? 0 : 1);
