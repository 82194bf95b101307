"""Where every charge of the record files stands, and since which day, as their stories say."""

HALLS = "six months, suspended; unsupervised probation; a fine of 500 dollars; 24 hours of community service"

# file: charge: the days on which it comes to stand elsewhere, and where; before the first, nothing is filed
EXPECTED: dict[str, dict[str, list[tuple[str, str]]]] = {
    "abated-by-death": {
        "alder-v-crane: bribery, Milo Crane": [
            ("2022-01-10", "pending"),
            ("2022-10-03", "on_trial"),
            ("2022-10-14", "convicted"),
            ("2022-11-01", "convicted, on appeal"),
            ("2023-04-03", "abated"),
        ],
    },
    "alternative-not-reached": {
        "alder-v-quill: Count 1: manslaughter by recklessness, Nora Quill": [
            ("2015-03-02", "pending"),
            ("2015-09-07", "on_trial"),
            ("2015-09-18", "convicted"),
            ("2015-11-02", "sentenced, sentence: nine years in prison"),
            ("2016-01-11", "sentenced, sentence: nine years in prison, on appeal"),
            ("2017-05-08", "pending, appeal ended: reversed"),
            ("2018-02-05", "on_trial, appeal ended: reversed"),
            ("2018-02-16", "acquitted, appeal ended: reversed"),
        ],
        "alder-v-quill: Count 1: manslaughter by neglect of a duty, Nora Quill": [
            ("2015-03-02", "pending"),
            ("2015-09-07", "on_trial"),
            ("2015-09-18", "not_reached"),
            ("2017-05-08", "pending"),
            ("2018-02-05", "on_trial"),
            ("2018-02-19", "convicted"),
            ("2018-04-09", "sentenced, sentence: three years in prison"),
        ],
        "alder-v-quill: endangering others, Nora Quill": [
            ("2015-03-02", "pending"),
            ("2015-09-07", "on_trial"),
            ("2015-09-18", "not_reached"),
            ("2017-05-08", "pending"),
            ("2018-02-05", "on_trial"),
            ("2018-02-20", "dismissed"),
        ],
    },
    "alternatives-and-enhancement": {
        "alder-v-hatch: Count 1: manslaughter by negligent use of a firearm, Lyle Hatch": [
            ("2018-01-16", "pending"),
            ("2018-09-10", "on_trial"),
            ("2018-09-21", "convicted"),
            ("2018-11-05", "sentenced, sentence: 18 months in prison"),
        ],
        "alder-v-hatch: Count 1: manslaughter by an unlawful act, Lyle Hatch": [
            ("2018-01-16", "pending"),
            ("2018-09-10", "on_trial"),
            ("2018-09-21", "dismissed"),
        ],
        "alder-v-hatch: use of a firearm, Lyle Hatch": [
            ("2018-01-16", "pending"),
            ("2018-03-31", "dismissed"),
        ],
    },
    "citation-contested-and-settled": {
        "bureau-v-quarry: Citation 1 item 1: no written safety plan, Quarry Lane Films": [
            ("2022-04-20", "pending"),
            ("2023-02-28", "settled"),
            ("2023-03-20", "paid"),
        ],
        "bureau-v-quarry: Citation 1 item 2: untrained staff, Quarry Lane Films": [
            ("2022-04-20", "pending"),
            ("2022-12-05", "vacated"),
        ],
    },
    "default-set-aside": {
        "marsh-v-harrow: unpaid wages, Harrow Stage Works": [
            ("2019-02-04", "pending"),
            ("2019-04-01", "defaulted"),
            ("2019-05-13", "decided"),
            ("2019-07-08", "pending"),
            ("2020-02-03", "dismissed, with prejudice, voluntary"),
        ],
    },
    "dismissed-as-to-one": {
        "abbot-v-vos: negligence, Piet Vos": [
            ("2017-04-03", "pending"),
            ("2017-12-11", "dismissed, with prejudice"),
        ],
        "abbot-v-vos: negligence, Gantry Pictures": [
            ("2017-04-03", "pending"),
            ("2018-06-04", "on_trial"),
            ("2018-06-15", "liable"),
            ("2018-07-02", "decided"),
            ("2018-07-30", "decided, on appeal"),
            ("2019-10-31", "decided, appeal ended: affirmed"),
        ],
    },
    "hung-then-retried": {
        "alder-v-brandt: criminal neglect of duty, Owen Brandt": [
            ("2019-05-20", "pending"),
            ("2019-06-03", "pending, plea not_guilty"),
            ("2020-01-13", "on_trial"),
            ("2020-01-29", "hung"),
            ("2020-01-30", "mistrial"),
            ("2021-09-07", "on_trial"),
            ("2021-09-17", "acquitted"),
        ],
    },
    "nolle-then-indicted": {
        "alder-v-frost-1: reckless endangerment, Nadia Frost": [
            ("2020-02-03", "announced"),
            ("2020-02-10", "pending"),
            ("2020-09-14", "dismissed, without prejudice, may be filed again"),
            ("2021-04-22", "dismissed, without prejudice, filed again"),
        ],
        "alder-v-frost-2: reckless endangerment, Nadia Frost": [
            ("2021-04-22", "pending"),
            ("2021-10-05", "no_contest, plea no_contest"),
            ("2021-11-30", "sentenced, sentence: 60 days in jail"),
        ],
    },
    "plea-withdrawn": {
        "alder-v-kessler: Count 1: falsifying records, Ida Kessler": [
            ("2020-08-10", "pending"),
            ("2020-11-02", "convicted"),
            ("2021-01-19", "pending, plea not_guilty"),
            ("2021-06-14", "on_trial"),
            ("2021-06-18", "convicted"),
            ("2021-07-23", "sentenced, sentence: one year of probation"),
            ("2022-07-31", "sentenced, sentence: one year of probation, released"),
        ],
        "alder-v-kessler: Count 2: diversion of a controlled substance, Ida Kessler": [
            ("2020-08-10", "pending"),
            ("2021-01-19", "pending, plea not_guilty"),
            ("2021-06-14", "on_trial"),
            ("2021-06-18", "acquitted"),
        ],
    },
    "removed-and-remanded": {
        "adeyemi-v-tidewater: breach of contract, Tidewater Studios": [
            ("2021-07-06", "pending"),
            ("2021-08-02", "moved"),
            ("2021-11-15", "pending"),
            ("2022-09-30", "decided"),
        ],
        "adeyemi-v-tidewater-federal: breach of contract, Tidewater Studios": [
            ("2021-08-02", "pending"),
            ("2021-11-15", "moved"),
        ],
    },
    "reversed-and-retried": {
        "alder-v-salas: arson, Ruben Salas": [
            ("2016-02-11", "pending"),
            ("2016-10-03", "on_trial"),
            ("2016-10-12", "convicted"),
            ("2016-11-21", "sentenced, sentence: nine years in prison"),
            ("2016-12-01", "sentenced, sentence: nine years in prison, on appeal"),
            ("2018-05-08", "pending, appeal ended: reversed"),
            ("2019-02-25", "on_trial, appeal ended: reversed"),
            ("2019-03-05", "convicted, appeal ended: reversed"),
            ("2019-04-15", "sentenced, sentence: six years in prison, appeal ended: reversed"),
            ("2020-12-31", "sentenced, sentence: six years in prison, released, appeal ended: reversed"),
        ],
    },
    "settled-by-two-of-three": {
        "dewar-v-sable: negligence, Sable Productions": [
            ("2020-01-21", "pending"),
            ("2021-08-03", "settled, confidential"),
        ],
        "dewar-v-sable: negligence, Northlight Rentals": [
            ("2020-01-21", "pending"),
            ("2021-08-03", "settled, confidential"),
        ],
        "dewar-v-sable: negligence, Cora Lund": [
            ("2020-01-21", "pending"),
            ("2021-11-08", "on_trial"),
            ("2021-11-12", "not_liable"),
        ],
    },
    "split-verdict": {
        "alder-v-marlow: Count 1: fraud, Tessa Marlow": [
            ("2021-03-01", "pending"),
            ("2021-03-15", "pending, plea not_guilty"),
            ("2022-02-07", "on_trial"),
            ("2022-02-18", "convicted"),
            ("2022-04-04", "sentenced, sentence: two years in prison"),
        ],
        "alder-v-marlow: Count 2: theft, Tessa Marlow": [
            ("2021-03-01", "pending"),
            ("2021-03-15", "pending, plea not_guilty"),
            ("2022-02-07", "on_trial"),
            ("2022-02-18", "acquitted"),
        ],
        "alder-v-marlow: Count 3: forgery, Tessa Marlow": [
            ("2021-03-01", "pending"),
            ("2021-03-15", "pending, plea not_guilty"),
            ("2022-02-07", "on_trial"),
            ("2022-02-18", "mistrial"),
            ("2022-03-30", "dismissed, without prejudice, may be filed again"),
        ],
    },
    "superseding-indictment": {
        "alder-v-quill: Count 1 of the indictment: conspiracy, Vera Quill": [
            ("2020-01-14", "pending"),
            ("2020-01-28", "pending, plea not_guilty"),
            ("2020-06-09", "superseded"),
        ],
        "alder-v-quill: Count 1: conspiracy, Vera Quill": [
            ("2020-06-09", "pending"),
            ("2020-06-23", "pending, plea not_guilty"),
            ("2021-03-01", "on_trial"),
            ("2021-03-19", "acquitted"),
        ],
        "alder-v-quill: Count 2: tax evasion, Vera Quill": [
            ("2020-06-09", "pending"),
            ("2020-06-23", "pending, plea not_guilty"),
            ("2021-03-01", "on_trial"),
            ("2021-03-19", "convicted"),
            ("2021-06-30", "sentenced, sentence: a fine of 2000 dollars"),
        ],
    },
    "suspended-then-revoked": {
        "alder-v-torrance: reckless driving, Gil Torrance": [
            ("2021-02-02", "pending"),
            ("2021-05-11", "sentenced, sentence: 90 days in jail, all suspended; one year of probation"),
            ("2022-01-18", "sentenced, sentence: 90 days in jail, all suspended; one year of probation, revoked"),
            (
                "2022-04-13",
                "sentenced, sentence: 90 days in jail, all suspended; one year of probation, revoked, released",
            ),
        ],
    },
    "record": {
        "state-v-baldwin-2023: involuntary manslaughter, Alec Baldwin": [
            ("2023-01-19", "announced"),
            ("2023-01-31", "pending"),
            ("2023-04-30", "dismissed, without prejudice, may be filed again"),
            ("2024-01-19", "dismissed, without prejudice, filed again"),
        ],
        "state-v-gutierrez-reed: involuntary manslaughter, Hannah Gutierrez Reed": [
            ("2023-01-19", "announced"),
            ("2023-01-31", "pending"),
            ("2024-02-29", "on_trial"),
            ("2024-03-06", "convicted"),
            ("2024-04-15", "sentenced, sentence: 18 months, the maximum"),
            ("2024-05-31", "sentenced, sentence: 18 months, the maximum, on appeal"),
            ("2025-05-23", "sentenced, sentence: 18 months, the maximum, released, on appeal"),
        ],
        "state-v-gutierrez-reed: tampering with evidence, Hannah Gutierrez Reed": [
            ("2023-06-30", "pending"),
            ("2024-02-29", "on_trial"),
            ("2024-03-06", "acquitted"),
        ],
        "state-v-halls: negligent use of a deadly weapon, David Halls": [
            ("2023-03-31", f"sentenced, sentence: {HALLS}"),
        ],
        "state-v-baldwin-2024: involuntary manslaughter, Alec Baldwin": [
            ("2024-01-19", "pending"),
            ("2024-01-31", "pending, plea not_guilty"),
            ("2024-07-12", "dismissed, with prejudice"),
            ("2024-11-30", "dismissed, with prejudice, on appeal"),
            ("2024-12-23", "dismissed, with prejudice, appeal ended: appeal_withdrawn"),
        ],
        "baldwin-v-prosecutors: malicious prosecution, Kari Morrissey": [
            ("2025-01-31", "pending"),
        ],
        "baldwin-v-prosecutors: civil rights violations, Kari Morrissey": [
            ("2025-01-31", "pending"),
        ],
    },
}
