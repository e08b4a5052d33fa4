"""Answers as the schema shows them, of the model method of 2018."""

from typing import Any

METHOD: dict[str, Any] = {
    "number": 1,
    "url": "https://catalogue.example/en/methods/1/junmen-community-work-method/",
    "url_zh": (
        "https://catalogue.example/zh-hans/methods/1/junmen-community-work-method/"
    ),
    "title_zh": "军门社区工作法",
    "title_en": "Junmen Community work method",
    "summary_zh": "以党建引领、居民自治为基础的社区工作法。",
    "summary_en": "A community work method built on resident autonomy.",
    "kind": "comprehensive",
    "themes": ["party-building", "service"],
    "characteristics": ["mass-based"],
    "characteristic_evidence": [
        {"characteristic": "mass-based", "evidence_zh": "", "evidence_en": ""}
    ],
    "reporting_body": {
        "slug": "fujian",
        "name_zh": "福建省",
        "name_en": "Fujian Province",
    },
    "community": {
        "number": 226540,
        "name": "军门社区",
        "code": "350102004001",
        "path": "福建 › 福州市 › 鼓楼区 › 东街街道 › 军门社区",
        "path_en": (
            "Fujian › Fuzhou City › Gulou District › Dongjie Street › Junmen Community"
        ),
    },
    "settlement": None,
    "round": "national-2018",
    "outcome": "model",
    "rounds": [
        {
            "slug": "national-2018",
            "title_zh": "2018年全国优秀社区工作法征集展示活动",
            "title_en": "National solicitation of work methods, 2018",
            "outcome": "model",
        }
    ],
    "still_in_use": "not-asked",
    "last_confirmed_on": None,
    "problem_zh": "",
    "problem_en": "",
    "conditions_zh": "",
    "conditions_en": "",
    "steps": [],
    "results_zh": "",
    "results_en": "",
    "cautions_zh": "",
    "cautions_en": "",
    "year_begun": None,
    "sources": [
        {
            "title": "社区工作法征集展示活动访谈",
            "issuer": "民政部",
            "dated": "2018-12",
            "address": "",
            "may_link": False,
            "note": "",
        }
    ],
    "is_demo": False,
    "published_at": "2026-09-01T09:00:00+08:00",
    "updated_at": "2026-09-01T09:00:00+08:00",
}
PROVINCE: dict[str, Any] = {
    "slug": "fujian",
    "code": "350000",
    "iso_3166_2": "CN-FJ",
    "name_zh": "福建省",
    "name_en": "Fujian Province",
    "short_name_zh": "福建",
    "short_name_en": "Fujian",
    "kind": "province",
    "region": "east",
    "nbs_region": "east",
    "is_reporting_body": True,
}
COMMUNITY: dict[str, Any] = {
    **METHOD["community"],
    "url": "https://catalogue.example/en/communities/226540/",
    "name_en": "",
    "committee_kind": "residents",
    "settlement": None,
    "street": {
        "code": "350102004",
        "name_zh": "东街街道",
        "name_en": "Dongjie Street",
    },
    "county": {"code": "350102", "name_zh": "鼓楼区", "name_en": "Gulou District"},
    "city": {"code": "350100", "name_zh": "福州市", "name_en": "Fuzhou City"},
    "province": "fujian",
    "reporting_body": "fujian",
    "is_active": True,
    "merged_into": None,
}
ROUND: dict[str, Any] = {
    "slug": "national-2018",
    "url": "https://catalogue.example/en/rounds/national-2018/",
    "kind": "selection",
    "state": "announced",
    "title_zh": "2018年全国优秀社区工作法征集展示活动",
    "title_en": "National solicitation of work methods, 2018",
    "organiser_zh": "民政部",
    "organiser_en": "Ministry of Civil Affairs",
    "province": None,
    "opened_on": "2018-03",
    "submission_closed_on": "2018-08",
    "announced_on": "2018-12",
    "official_solicited": None,
    "official_submitted": 209,
    "official_selected": 100,
    "is_demo": False,
    "note_zh": "",
    "note_en": "",
    "notices": [
        {
            "role": "opening",
            "number": "民办函〔2018〕42号",
            "issuer_zh": "民政部办公厅",
            "issuer_en": "",
            "title_zh": "",
            "title_en": "",
            "dated": "2018-03",
            "address": "",
            "may_link": False,
        }
    ],
    "returns": [
        {
            "reporting_body": "hunan",
            "solicited": None,
            "submitted": 5,
            "selected": 2,
            "source": "",
        }
    ],
    "call": None,
    "account": None,
}
PROMOTION: dict[str, Any] = {
    "number": 7,
    "url": "https://catalogue.example/en/promotion/7/",
    "kind": "lecture-hall",
    "standing": "planned",
    "title_zh": "第二届全国社区工作大讲堂",
    "title_en": "Second National Community Work Lecture Hall",
    "summary_zh": "",
    "summary_en": "",
    "begins_on": "2019",
    "ends_on": "",
    "begins_at": None,
    "ends_at": None,
    "when_zh": "计划于2019年上半年",
    "when_en": "planned for the first half of 2019",
    "reporting_body": None,
    "province": None,
    "division": None,
    "community": None,
    "place_zh": "",
    "place_en": "",
    "organiser_zh": "民政部",
    "organiser_en": "Ministry of Civil Affairs",
    "outlet_zh": "",
    "outlet_en": "",
    "address": "",
    "sessions": 1,
    "people_reached": None,
    "methods": [],
    "rounds": ["national-2018"],
    "source": "Ministry of Civil Affairs, online interview of 13 December 2018",
    "source_address": "",
    "may_link_source": False,
    "is_demo": False,
    "updated_at": "2026-11-22T10:00:00+08:00",
}
THEME: dict[str, Any] = {
    "slug": "consultation",
    "name_zh": "社区协商",
    "name_en": "Consultation",
    "description_zh": "",
    "description_en": "",
}
