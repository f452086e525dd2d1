"""What the fields of a model and their set values are called in Chinese; English has its own."""

from __future__ import annotations

from plots.language import Lang

_FIELDS = {
    "above": "多于", "accept": "接受比例", "activities": "环节", "activity": "环节",
    "after_work": "后处理", "answer": "接听比例", "arrival": "来访时刻", "arrivals": "来访",
    "at": "时刻", "at_most": "最多", "balk": "见队即走比例", "base": "驻地",
    "batch_size": "每批人数", "below": "少于", "between": "时段", "booking": "预约",
    "branch": "分支", "breadth_penalty": "通才系数", "breakdowns": "故障",
    "busyness_cv": "忙闲变异系数", "busyness_of": "共用忙闲系数",
    "calendar": "日历", "calendars": "日历", "callback": "回拨",
    "cases": "人数", "cause": "原因", "channel": "渠道", "channels": "渠道",
    "citizen_hour": "群众每小时价值",
    "closed_dates": "休息日期", "closing": "关门方式", "costs": "价格", "counts": "来访人数",
    "counts_as_step": "计为环节",
    "crew": "外勤", "crowds": "集中到达", "currency": "货币", "cv": "变异系数", "days": "日子",
    "delay": "等候",
    "dispatch": "派单", "distribution": "分布", "documents": "材料", "down": "维修",
    "drain": "收尾时间", "early": "早到", "early_share": "早到比例", "east": "东", "end": "结束",
    "error_weight": "返工权重", "expected_wait": "预期等待", "experience": "体验",
    "factor": "系数", "file": "文件", "flow": "流程", "formula": "算法", "fraction": "比例",
    "go_home": "回家再来", "help": "帮办", "high": "最大", "holidays": "节假日",
    "horizon": "仿真时长", "hours": "预约时间", "interval": "时段长度",
    "last_ticket": "停止取号提前", "late": "迟到", "late_weight": "超期权重",
    "learning": "熟练", "level": "人数", "limits": "时限", "lines": "线路数", "log": "日志",
    "logs": "日志", "low": "最小", "machines": "机器",
    "max_rounds": "最多轮数", "mean": "均值", "measure": "指标",
    "median": "中位数", "mode": "众数", "name": "名称", "no_show": "爽约比例", "north": "北",
    "observed": "观测值",
    "on_decrease": "减员时", "open": "开放时间", "open_cases": "在办件", "open_dates": "加开日期",
    "order": "顺序", "parallel": "并联", "parts": "组成", "patience": "耐心", "pattern": "方式",
    "people": "人员", "per_hour": "每小时人数", "per_slot": "每段名额", "pickup": "叫号到窗",
    "place": "地点", "points": "地点", "pools": "岗位（人员）", "priorities": "优先级",
    "priority": "优先级", "probability": "概率", "promised": "承诺时限", "queue": "队列",
    "queues": "队列", "retry": "重拨", "satisfaction": "满意率",
    "complaints": "投诉率", "compensation": "超时赔付",
    "returns": "返回驻地", "rework": "返工", "scale": "尺度",
    "seat_cost": "席位每天成本", "seats": "席位", "serve": "办理", "serves": "承办",
    "service": "事项", "service_time": "办理时间", "service_waits": "各事项预期等待",
    "services": "事项",
    "setup": "开窗时间",
    "shape": "形状", "share": "比例", "shifts": "班次", "sigma": "对数标准差", "since": "已历时",
    "slots": "时段", "smooth": "平滑", "south": "南", "span": "时间", "speed": "速度",
    "staff": "在岗", "staff_cost": "每小时成本", "start": "开始", "start_date": "开始日期",
    "statutory": "法定时限", "step": "步骤", "steps": "步骤", "stops": "每趟件数",
    "surge": "潮汐窗口", "targets": "目标", "time": "时长", "time_factor": "时间系数",
    "title": "名称", "up": "正常运行", "value": "数值", "values": "数值",
    "visit_weight": "跑动权重", "wait_weight": "等待权重", "warm_up": "预热",
    "weekday_factors": "星期系数", "weights": "权重", "west": "西", "when_wait_over": "等待超过",
    "where": "位置", "why": "原因", "window": "窗口时段", "within": "限时",
    "apart": "间隔", "breaks": "休息", "distinct_at_most": "最多班次种数",
    "distinct_cost": "每种班次成本", "every": "每隔", "first_start": "最早上班",
    "hour_cost": "每小时成本", "kinds": "班种", "last_start": "最晚上班", "length": "时长",
    "lengths": "班长", "open_at_lunch": "午间开窗", "over": "多配", "paid": "计薪",
    "rates": "计薪系数", "rest": "班间休息", "share_at_most": "最多占比",
    "share_with": "合计占比的班种",
    "stable_starts": "上班时间固定", "days_off_together": "连休", "tours": "周排班",
    "under": "缺配", "work_days": "每周工作日",
    "work_factor": "工作量系数", "workday": "工作日长度",
}  # fmt: skip
_VALUES = {
    "gamma": "伽马分布", "exponential": "指数分布", "lognormal": "对数正态分布",
    "weibull": "韦布尔分布", "triangular": "三角分布", "uniform": "均匀分布", "constant": "定值",
    "empirical": "经验分布", "from_log": "取自日志", "sum_of": "各环节之和", "front": "前台",
    "back": "后台", "true": "是", "false": "否", "unlimited": "不限", "daily": "每天",
    "mon-fri": "周一至周五", "mon-sun": "每天", "sat-sun": "周末", "rates": "到达率",
    "serve_queue": "办完已取号的", "turn_away": "请改日再来", "suspend": "次日接着办",
    "queue": "先来先到", "finish": "办完手上的",
    "hand_over": "交给别人", "nearest": "就近", "rota": "轮流",

    "wait": "等待时间", "hall_time": "在厅时间", "completion_time": "办结时间",
    "service_level": "服务水平",
}  # fmt: skip


def field_word(name: str, lang: Lang) -> str:
    """What a field is called; its own name in words where Chinese has none, and in English."""
    plain = name.replace("_", " ")
    return _FIELDS.get(name, plain) if lang == "zh" else plain


def is_field(name: str) -> bool:
    """Whether a name is that of a field."""
    return name in _FIELDS


def set_value(text: str, lang: Lang) -> str:
    """What one of a field's set values is called, such as a family of distributions."""
    if lang == "zh":
        return _VALUES.get(text, text)
    if text in ("true", "false"):
        return "yes" if text == "true" else "no"
    return text.replace("_", " ") if text in _VALUES else text
