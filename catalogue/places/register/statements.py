"""The SQL that brings the tables up to the staged rows.

A name that staff put right (register_name is set then) stays; it is compared with the
name in the register, so that only a change of the register itself is taken over.
"""

DIVISIONS = """
INSERT INTO places_division AS d (
    code, name_zh, name_en, register_name, level, kind, province_id, parent_id,
    in_mca_2026, in_nbs_2023, replaced_by_id, pinyin, pinyin_initials
)
SELECT s.code, s.name, n.name_en, '', s.level, s.kind, s.province, s.parent,
    s.in_mca_2026, s.in_nbs_2023, s.replaced_by, s.pinyin, s.initials
FROM staged_division s JOIN staged_name n USING (code)
-- Prefectures stand first, so that the keys of their counties find them.
ORDER BY s.parent IS NOT NULL, s.code
ON CONFLICT (code) DO UPDATE SET
    name_zh = CASE WHEN {renames} THEN excluded.name_zh ELSE d.name_zh END,
    name_en = CASE WHEN {renames} THEN excluded.name_en ELSE d.name_en END,
    pinyin = CASE WHEN {renames} THEN excluded.pinyin ELSE d.pinyin END,
    pinyin_initials = CASE WHEN {renames} THEN excluded.pinyin_initials
        ELSE d.pinyin_initials END,
    register_name = CASE WHEN d.register_name = '' THEN '' ELSE excluded.name_zh END,
    level = excluded.level, kind = excluded.kind, province_id = excluded.province_id,
    parent_id = excluded.parent_id, in_mca_2026 = excluded.in_mca_2026,
    in_nbs_2023 = excluded.in_nbs_2023, replaced_by_id = excluded.replaced_by_id,
    withdrawn_on = NULL
WHERE {renames} OR d.withdrawn_on IS NOT NULL
    OR (d.register_name <> '' AND d.register_name <> excluded.name_zh)
    OR (d.level, d.kind, d.province_id, d.parent_id, d.in_mca_2026, d.in_nbs_2023,
        d.replaced_by_id)
    IS DISTINCT FROM (excluded.level, excluded.kind, excluded.province_id,
        excluded.parent_id, excluded.in_mca_2026, excluded.in_nbs_2023,
        excluded.replaced_by_id)
""".replace("{renames}", "(d.register_name = '' AND d.name_zh <> excluded.name_zh)")

STREETS = """
INSERT INTO places_street AS d (
    code, name_zh, name_en, register_name, county_id, pinyin, pinyin_initials
)
SELECT s.code, s.name, n.name_en, '', s.county, s.pinyin, s.initials
FROM staged_street s JOIN staged_name n USING (code)
ORDER BY s.code
ON CONFLICT (code) DO UPDATE SET
    name_zh = CASE WHEN {renames} THEN excluded.name_zh ELSE d.name_zh END,
    name_en = CASE WHEN {renames} THEN excluded.name_en ELSE d.name_en END,
    pinyin = CASE WHEN {renames} THEN excluded.pinyin ELSE d.pinyin END,
    pinyin_initials = CASE WHEN {renames} THEN excluded.pinyin_initials
        ELSE d.pinyin_initials END,
    register_name = CASE WHEN d.register_name = '' THEN '' ELSE excluded.name_zh END,
    county_id = excluded.county_id, withdrawn_on = NULL
WHERE {renames} OR d.withdrawn_on IS NOT NULL
    OR (d.register_name <> '' AND d.register_name <> excluded.name_zh)
    OR d.county_id <> excluded.county_id
""".replace("{renames}", "(d.register_name = '' AND d.name_zh <> excluded.name_zh)")

# Every staged community with the place in the country that follows from its street.
_PLACED = """
SELECT s.*, t.county_id AS county, d.province_id AS province
FROM staged_community s
JOIN places_street t ON t.code = s.street
JOIN places_division d ON d.code = t.county_id
"""

_ADD_COMMUNITIES = """
INSERT INTO places_community (
    code, name, name_en, register_name, key_stem, key_type, pinyin, pinyin_initials,
    committee_kind, settlement, street_id, county_id, province_id, reporting_body_id,
    is_virtual, is_active, register_on
)
SELECT s.code, s.name, '', '', s.key_stem, s.key_type, s.pinyin, s.initials,
    s.committee_kind, s.settlement, s.street, s.county, s.province, s.province,
    s.is_virtual, true, %(register_on)s
FROM ({source}) s
WHERE NOT EXISTS (SELECT FROM places_community c WHERE c.code = s.code)
ORDER BY s.code
"""
# Into a table that has none of a register yet.
ALL_COMMUNITIES = _ADD_COMMUNITIES.replace("{source}", _PLACED)
NEW_COMMUNITIES = _ADD_COMMUNITIES.replace(
    "{source}", "SELECT * FROM compared_community WHERE number IS NULL"
)

# What the register has otherwise than the table, in one pass over both: few rows, to
# which all that follows keeps. A community that staff moved to another street keeps
# the place they gave it.
COMPARE_COMMUNITIES = """
DROP TABLE IF EXISTS pg_temp.compared_community;
CREATE TEMP TABLE compared_community ON COMMIT DROP AS
SELECT s.*, c.number, c.code AS code_before, c.name AS own_name,
    coalesce(nullif(c.register_name, ''), c.name) AS name_before,
    c.street_id AS street_before, c.county_id AS county_before,
    c.withdrawn_on IS NOT NULL AS is_back,
    c.register_name = '' AND c.name <> s.name AS renames,
    c.register_name <> '' AND c.register_name <> s.name AS differs,
    c.street_id = s.street AND c.county_id <> s.county AS moves
FROM ({placed}) s
FULL JOIN (SELECT * FROM places_community WHERE code <> '') c ON c.code = s.code
WHERE c.number IS NULL
    OR (s.code IS NULL AND c.register_on IS NOT NULL AND c.withdrawn_on IS NULL)
    OR (s.code IS NOT NULL AND (
        c.register_on IS NULL OR c.withdrawn_on IS NOT NULL
        OR (c.register_name = '' AND c.name <> s.name)
        OR (c.register_name <> '' AND c.register_name <> s.name)
        OR (c.street_id = s.street AND c.county_id <> s.county)))
""".replace("{placed}", _PLACED)

KNOWN_COMMUNITIES = """
UPDATE places_community c SET
    name = CASE WHEN s.renames THEN s.name ELSE c.name END,
    key_stem = CASE WHEN s.renames THEN s.key_stem ELSE c.key_stem END,
    key_type = CASE WHEN s.renames THEN s.key_type ELSE c.key_type END,
    pinyin = CASE WHEN s.renames THEN s.pinyin ELSE c.pinyin END,
    pinyin_initials = CASE WHEN s.renames THEN s.initials ELSE c.pinyin_initials END,
    is_virtual = CASE WHEN s.renames THEN s.is_virtual ELSE c.is_virtual END,
    register_name = CASE WHEN c.register_name = '' THEN '' ELSE s.name END,
    county_id = CASE WHEN s.moves THEN s.county ELSE c.county_id END,
    province_id = CASE WHEN s.moves THEN s.province ELSE c.province_id END,
    reporting_body_id = CASE
        WHEN s.moves AND s.province <> c.province_id THEN s.province
        ELSE c.reporting_body_id END,
    register_on = %(register_on)s,
    withdrawn_on = NULL
FROM compared_community s
WHERE c.number = s.number AND s.code IS NOT NULL
"""

# Kept, and marked: the register before was the last that had them.
WITHDRAWN_COMMUNITIES = """
UPDATE places_community c
SET withdrawn_on = %(register_on)s, register_on = %(before)s
FROM compared_community s
WHERE c.number = s.number AND s.code IS NULL
"""

# Divisions and streets, before they are brought up.
_COMPARE_PLACES = """
DROP TABLE IF EXISTS pg_temp.compared_{level};
CREATE TEMP TABLE compared_{level} ON COMMIT DROP AS
SELECT s.code, s.name, {above} AS above, d.code AS code_before, d.name_zh AS own_name,
    coalesce(nullif(d.register_name, ''), d.name_zh) AS name_before,
    {above_before} AS above_before, d.withdrawn_on IS NOT NULL AS is_back,
    {replaced} AS replaced_by
FROM staged_{level} s FULL JOIN places_{level} d ON d.code = s.code
WHERE d.code IS NULL OR (s.code IS NULL AND d.withdrawn_on IS NULL)
    OR (s.code IS NOT NULL AND (
        d.withdrawn_on IS NOT NULL
        OR coalesce(nullif(d.register_name, ''), d.name_zh) <> s.name
        OR {above} IS DISTINCT FROM {above_before}
        OR {replaced_now}))
"""
COMPARE_PLACES = {
    "division": _COMPARE_PLACES.format(
        level="division",
        above="coalesce(s.parent, s.province)",
        above_before="coalesce(d.parent_id, d.province_id)",
        replaced="CASE WHEN d.replaced_by_id IS NULL THEN s.replaced_by END",
        replaced_now="(s.replaced_by IS NOT NULL AND d.replaced_by_id IS NULL)",
    ),
    "street": _COMPARE_PLACES.format(
        level="street",
        above="s.county",
        above_before="d.county_id",
        replaced="NULL::text",
        replaced_now="false",
    ),
}
WITHDRAWN_PLACES = {
    level: f"""
UPDATE places_{level} d SET withdrawn_on = %(register_on)s
FROM compared_{level} s WHERE d.code = s.code_before AND s.code IS NULL
"""  # noqa: S608
    for level in ("division", "street")
}
