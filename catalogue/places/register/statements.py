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
    in_nbs_2023 = excluded.in_nbs_2023, replaced_by_id = excluded.replaced_by_id
WHERE {renames}
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
    county_id = excluded.county_id
WHERE {renames}
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

NEW_COMMUNITIES = """
INSERT INTO places_community (
    code, name, name_en, register_name, key_stem, key_type, pinyin, pinyin_initials,
    committee_kind, settlement, street_id, county_id, province_id, reporting_body_id,
    is_virtual, is_active, register_on
)
SELECT s.code, s.name, '', '', s.key_stem, s.key_type, s.pinyin, s.initials,
    s.committee_kind, s.settlement, s.street, s.county, s.province, s.province,
    s.is_virtual, true, %(register_on)s
FROM ({placed}) s
WHERE NOT EXISTS (SELECT FROM places_community c WHERE c.code = s.code)
ORDER BY s.code
""".replace("{placed}", _PLACED)

# A community that staff moved to another street keeps the place they gave it.
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
    register_on = %(register_on)s
FROM (
    SELECT p.*, k.number,
        k.register_name = '' AND k.name <> p.name AS renames,
        k.street_id = p.street AND k.county_id <> p.county AS moves,
        k.register_name <> '' AND k.register_name <> p.name AS differs
    FROM ({placed}) p JOIN places_community k USING (code)
) s
WHERE c.number = s.number
    AND (s.renames OR s.moves OR s.differs
        OR c.register_on IS DISTINCT FROM %(register_on)s)
""".replace("{placed}", _PLACED)

COUNT_CHANGES = """
SELECT count(*) FILTER (WHERE c.code IS NULL),
    count(*) FILTER (WHERE c.register_name = '' AND c.name <> s.name)
FROM staged_community s LEFT JOIN places_community c USING (code)
"""
