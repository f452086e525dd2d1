"""Small models of a hall of five windows and of a hotline, before and after."""

from scenarios.model import ServiceModel

FIVE = {
    "accept": ("材料受理", "Acceptance"),
    "check": ("参保核查", "Record check"),
    "review": ("待遇审核", "Benefit review"),
    "pay": ("缴费补差", "Payment"),
    "print": ("出证打印", "Certificate"),
}


def text(pair):
    return {"zh": pair[0], "en": pair[1]}


def hall_before() -> ServiceModel:
    return _hall(
        "social_security",
        ("社保局五窗分办", "Social security, five windows"),
        {n: {"title": text(t), "service_time": "4 min"} for n, t in FIVE.items()},
        {
            f"w{k}": {"title": text((f"{k} 号窗口", f"Window {k}")), "serves": [n], "seats": 1}
            for k, n in enumerate(FIVE, 1)
        },
        [*({"serve": n} for n in FIVE)],
    )


def hall_after() -> ServiceModel:
    return _hall(
        "one_window",
        ("社保局一窗受理", "Social security, one window"),
        {
            "integrated": {
                "title": text(("综合受理", "Integrated acceptance")),
                "service_time": "11 min",
            }
        },
        {
            "integrated_window": {
                "title": text(("综合窗口", "Integrated window")),
                "serves": ["integrated"],
                "seats": 5,
            }
        },
        [{"serve": "integrated"}],
    )


def _hall(name, title, activities, pools, flow) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": name,
            "title": text(title),
            "provenance": "assumed",
            "horizon": "1 day",
            "activities": activities,
            "pools": pools,
            "services": {
                "pension_transfer": {
                    "title": text(("养老关系转移", "Pension transfer")),
                    "arrivals": {"pattern": "rates", "per_hour": 12},
                    "flow": flow,
                    "limits": {"statutory": "45 workdays", "promised": "15 workdays"},
                }
            },
            "targets": {
                "wait": {
                    "title": text(("等待不超过 20 分钟", "Wait at most 20 minutes")),
                    "measure": "wait",
                    "fraction": 0.9,
                    "within": "20 min",
                }
            },
        }
    )


def hotline(seats: int = 12) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": "hotline_12345",
            "title": text(("12345 热线", "Hotline 12345")),
            "provenance": {"kind": "assumed", "source": "示例 example"},
            "horizon": "1 day",
            "activities": {
                "talk": {
                    "title": text(("人工接听", "Agents")),
                    "service_time": "4 min",
                    "after_work": "40 s",
                    "patience": "90 s",
                }
            },
            "pools": {
                "agents": {
                    "title": text(("坐席", "Agents")), "serves": ["talk"], "seats": seats,
                }
            },
            "services": {
                "call": {
                    "title": text(("群众来电", "Calls")),
                    "arrivals": {"pattern": "rates", "per_hour": 180},
                    "flow": [{"serve": "talk"}],
                }
            },
            "targets": {
                "answer": {
                    "title": text(("30 秒内接通 90 %", "90 % within 30 s")),
                    "measure": "service_level",
                    "queue": "talk",
                    "fraction": 0.9,
                    "within": "30 s",
                }
            },
        }
    )  # fmt: skip
