"""What each measure is called, in which unit it is, and how it is defined, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["s", "fraction", "count", "h", "people", "money"]
"""Tables of results have the currency of the model in the place of ``money``, and ``cases`` in the
place of ``people`` where files wait at a back office; see `sim.row_units`."""
Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of number that the event log gives, as people of a hall call it."""

    name: str
    zh: str
    en: str
    unit: Unit
    better: Better
    definition_zh: str
    definition_en: str
    of_visits: bool = False
    """Whether only those have it who come to a place: callers are in no hall."""
    within_zh: str = ""
    """Its name where the acceptable wait is known, which stands in the place of ``{Y}``."""
    within_en: str = ""


def _times(
    name: str, zh: str, en: str, definition_zh: str, definition_en: str, of_visits: bool = False
) -> list[Measure]:
    """Mean, percentiles and greatest value of one kind of time."""
    kinds = (
        ("mean", "平均", "Mean"),
        ("p50", "中位", "Median"),
        ("p90", "P90 ", "P90"),
        ("p95", "P95 ", "P95"),
        ("max", "最长", "Longest"),
    )
    return [
        Measure(
            f"{name}_{kind}", f"{kind_zh}{zh}", f"{kind_en} {en}", "s", "lower",
            definition_zh, definition_en, of_visits,
        )
        for kind, kind_zh, kind_en in kinds
    ]  # fmt: skip


_ALL = [
    *_times("wait", "等待时间", "wait",
        "从进入队列到开始办理（含叫号到位或振铃），放弃者计到放弃为止；合计、事项和渠道口径为每次"
        "到访（每通来电）的等待合计，队列口径只计该队列。重拨算同一通来电，各次等待相加，两次拨打之间"
        "的间隔不计。",
        "From joining the queue to the start of service, pick-up included, or to giving up; over "
        "all, by service and by channel it is the sum over one visit (call), by queue that in the "
        "one queue. "
        "Who calls again makes one call: the waits of all tries are added, the time between two "
        "tries is not."),
    Measure("wait_by_hour", "各时段来的人的平均等待", "Mean wait by hour of coming", "s", "lower",
        "该小时内来的人的平均等待（队列口径为该小时内进入队列的）；等到下一小时的也计在来的那一小时。",
        "Mean wait of those who come in within the hour, by queue of those who join it then; who "
        "waits on into the next hour counts for the hour of coming."),
    *_times("hall_time", "在厅时间", "hall time",
        "申请人每次到访从进厅到离厅的时间。",
        "Time from coming in to leaving, per visit of the applicant.", of_visits=True),
    *_times("completion_time", "办结时间", "completion time",
        "从首次申请到办结的全部日历时间。",
        "Elapsed calendar time from first application to outcome."),
    Measure("promise_cdf", "承诺 T 内办结的占比", "Share done within a promise of T",
        "fraction", "higher",
        "T 内办结 / 来件（爽约除外）；事项的时限按工作日定的，T 为工作日。",
        "Done within T / cases that came; T in workdays where the limits of the service are."),
    Measure("touch_time_mean", "平均办理时间", "Mean touch time", "s", "lower",
        "每件事项实际被办理的时间合计。", "Time during which somebody works on a case, summed."),
    Measure("step_touch_mean", "每次办理时间", "Touch time each time", "s", "lower",
        "办结件在该环节每办一次的平均办理时间；没有这个环节的件不计。",
        "Mean time during which somebody works on a finished case each time it is at the step; "
        "cases without the step do not count."),
    Measure("step_fraction", "有此环节的件占比", "Share of cases with the step", "fraction",
        "neither", "办过该环节的办结件 / 办结件。",
        "Finished cases for which the step was done / finished cases."),
    Measure("value_added_fraction", "有效办理占比", "Touch-time share", "fraction", "neither",
        "办理时间 / 办结时间。", "Touch time / elapsed time."),
    Measure("line_time_mean", "平均排队时间（有人在岗）", "Mean time in line", "s", "neither",
        "每件办结事项有人在岗时的等待合计；后台为待办。",
        "Waiting per finished case while somebody is on duty for it; at a back office its files "
        "wait."),
    Measure("shut_time_mean", "平均等上班时间", "Mean time shut", "s", "neither",
        "每件办结事项无人在岗时的等待，以及办理中断（下班、交接）的时间。",
        "Waiting per finished case while nobody is on duty for it, and time for which its work is "
        "interrupted."),
    Measure("delay_time_mean", "平均流程等候时间", "Mean time of delays", "s", "neither",
        "每件办结事项在流程中的等候（公示、寄送、补正、移送、语音菜单等，不占人手）中的时间。",
        "Time per finished case in delays of its flow, which need nobody: notices, the post, "
        "corrections, files passed on, a menu."),
    Measure("away_time_mean", "平均离开时间", "Mean time away", "s", "neither",
        "每件办结事项申请人回去、尚未再来（再打）的时间。",
        "Time per finished case for which the applicant has gone and not yet come (called) again."),
    Measure("rework_touch_mean", "平均返工办理时间", "Mean touch time of rework", "s", "neither",
        "每件办结事项重做环节的办理时间。",
        "Touch time per finished case at steps that are walked again."),
    Measure("rework_visits_mean", "返工跑动次数", "Visits for rework", "count", "neither",
        "每件办结事项因退回重做而来的次数。",
        "Visits per finished case that begin with a step walked again.", True),
    Measure("flow_fraction", "去向占比", "Share of cases by way", "fraction", "neither",
        "从一处到下一处的件数 / 来件：渠道、经办方式、结果。",
        "Cases that go from one place to the next / cases that came: channel, who serves, outcome."
        ),
    Measure("visits_mean", "平均跑动次数", "Visits per finished case", "count", "lower",
        "每件办结事项申请人到访的次数。", "Times the applicant comes in, per finished case.", True),
    Measure("windows_mean", "办结件平均到过窗口数", "Windows per finished case", "count", "lower",
        "每件办结事项申请人到过的窗口次数。",
        "Services at front-office windows, per finished case.", True),
    Measure("offered", "到队量", "Came to the line", "count", "neither",
        "来到队列的次数（含见队即走、队满未进的），每次再来单独计。",
        "Times that somebody came to the line, those who did not stay included; each time one "
        "comes again counts again."),
    Measure("unique_callers", "到队件数", "Cases that came to the line", "count", "neither",
        "来到队列的事项件数，再来只计一次。",
        "Cases that came to the line; who comes again counts once."),
    Measure("answered", "开始办理量", "Services begun", "count", "neither",
        "开始办理的次数。", "Times that service began."),
    Measure("answered_fraction", "开始办理的比例", "Share served", "fraction", "higher",
        "开始办理 / 到队。", "Services begun / times that somebody came to the line."),
    Measure("abandoned_fraction", "未办先走的比例", "Share left without being served", "fraction",
        "lower", "等待中离开（含见队即走） / 到队。",
        "Left while waiting, or at the sight of the line / times that somebody came to the line."),
    Measure("blocked_fraction", "队满未进的比例", "Share that found the line full", "fraction",
        "lower", "因队列已满未进入 / 到队。",
        "Not let into a full line / times that somebody came to the line."),
    Measure("asa", "已办理者的平均等待", "Mean wait of the served", "s", "lower",
        "只计已开始办理者的平均等待，不含先走的。",
        "Mean wait of those alone whose service began, without those who left."),
    Measure("aht", "平均处理时长", "Average handling time", "s", "lower",
        "办理加后处理。", "Service plus after-work, per service begun."),
    Measure("of_offered", "限时内开始办理的比例（按到队）", "Served in time (of all who came)",
        "fraction", "higher", "Y 内开始办理 / (开始办理 + 先走)；最严。",
        "Served within Y / (served + left); strictest.", within_zh="{Y}内开始办理的比例（按到队）",
        within_en="Served within {Y} (of all who came)"),
    Measure("of_answered", "限时内开始办理的比例（按办理）", "Served in time (of the served)",
        "fraction", "higher", "Y 内开始办理 / 开始办理。", "Served within Y / served.",
        within_zh="{Y}内开始办理的比例（按办理）", within_en="Served within {Y} (of the served)"),
    Measure("answered_or_quick_abandoned", "限时内开始办理或离开的比例", "Served or left in time",
        "fraction", "higher", "(Y 内开始办理 + Y 内先走) / (开始办理 + 先走)。",
        "(Served within Y + left within Y) / (served + left).",
        within_zh="{Y}内开始办理或离开的比例", within_en="Served or left within {Y}"),
    Measure("less_quick_abandoned", "限时内开始办理的比例（剔除速走）",
        "Served in time (less who left early)", "fraction", "higher",
        "Y 内开始办理 / (开始办理 + Y 后先走)。", "Served within Y / (served + left after Y).",
        within_zh="{Y}内开始办理的比例（剔除速走）",
        within_en="Served within {Y} (less who left early)"),
    Measure("occupancy", "忙碌率", "Occupancy", "fraction", "neither",
        "忙碌（含后处理）时间 / 在岗时间。", "Busy time, after-work included / staffed time."),
    Measure("worked_fraction", "工时利用率", "Use of paid time", "fraction", "neither",
        "忙碌（含后处理）工时 / 计酬工时。", "Busy hours, after-work included / paid hours."),
    Measure("busy_hours", "忙碌工时", "Busy hours", "h", "neither",
        "办理（含叫号到位、后处理）的人时；合计只计有计酬工时的岗位。",
        "Hours of work, pick-up and after-work included; in total those of pools with paid hours."),
    Measure("paid_hours", "计酬工时", "Paid hours", "h", "lower",
        "排定的工时，加上加班和临时增开；没有席位可坐的也计。",
        "Hours planned, with overtime and surges; those without a seat count too."),
    Measure("windows", "窗口数", "Windows", "count", "lower",
        "前台的窗口（席位）数；机器不计。", "Seats at the front office, without machines.", True),
    Measure("machines", "自助机数", "Machines", "count", "lower",
        "自助机等机器的台数。", "Kiosks and other machines."),
    Measure("staffed_hours", "在岗工时", "Staffed hours", "h", "lower",
        "人员在岗的小时数（含加班）；自助机等机器不计，人数不限（seats: unlimited）的岗位没有人"
        "在岗，也不计。",
        "Hours on duty, overtime included; machines have none, nor pools without a limit (seats: "
        "unlimited), where nobody is on duty."),
    Measure("overtime_hours", "加班工时", "Overtime", "h", "lower",
        "关门或班次（含午休前一段）结束后仍在岗的人时：办完手上的件；关门方式为办完已取号的，关门时"
        "在岗的人都留到厅内再没有人要用这个岗位（最后一位办完），没有活的人也计。",
        "Person-hours on duty after closing or the end of a shift, also before a lunch break: the "
        "case in hand is finished; where the line is served at closing, all on duty then stay "
        "until no visit inside needs their pool (its last visitor is done), also those with no "
        "work."),
    Measure("staff_cost", "人员成本", "Cost of staff", "money", "lower",
        "在岗工时（含加班）× 每小时单价；只计给出单价的人员。人数不限的岗位按办理的工时计。",
        "Hours on duty, overtime included, at the price of an hour; of pools with a price. Pools "
        "without a limit cost their hours of work."),
    Measure("seat_cost", "席位成本", "Cost of seats", "money", "lower",
        "席位数 × 统计期日历天数 × 每天单价；只计给出单价的席位。",
        "Seats on each calendar day measured, at the price of a day; of pools with a price."),
    Measure("cost_per_case", "件均成本", "Cost per finished case", "money", "lower",
        "（人员成本 + 席位成本）/ 办结。", "(Cost of staff + cost of seats) / finished."),
    Measure("compensation", "超时赔付", "Compensation", "money", "lower",
        "逾期未办结的件 × 每件赔付。",
        "Cases not finished within the promise, at what each is paid."),
    Measure("compensation_per_case", "件均超时赔付", "Compensation per case due", "money", "lower",
        "超时赔付 / 应办结。", "Compensation / cases due."),
    Measure("citizen_hours", "群众耗时", "Applicants' time", "h", "lower",
        "统计期内每次到访（来电）的时间合计。",
        "Time of all visits (calls), summed over the time measured."),
    Measure("citizen_cost", "群众时间成本", "Value of applicants' time", "money", "lower",
        "群众耗时 × 每小时价值。", "Applicants' time at the value of an hour."),
    Measure("queue_length", "排队人数", "People waiting", "people", "lower",
        "该时段的平均等待人数；后台为等待件数，并联的件在每个环节各计一次。",
        "Mean number waiting during the interval; at a back office that of files, and a file in "
        "several parallel steps waits, and counts, at each of them."),
    Measure("arrivals", "来件量", "Cases", "count", "neither",
        "新事项的件数。", "New cases."),
    Measure("finished", "办结量", "Finished cases", "count", "neither",
        "办结的件数。", "Cases that came to their end."),
    Measure("finished_fraction", "办结率", "Finished fraction", "fraction", "higher",
        "办结 / 来件；预约后爽约的不计。",
        "Finished / cases, without those who booked and did not come."),
    Measure("on_time_fraction", "按时办结率", "On-time fraction", "fraction", "higher",
        "承诺时限内办结 / 应办结（DB51/T 1620-2013）。",
        "Finished within the promised limit / cases due (DB51/T 1620-2013)."),
    Measure("early_fraction", "提前办结率", "Early fraction", "fraction", "higher",
        "早于承诺时限办结 / 办结（DB51/T 1620-2013）。",
        "Finished before the promise / finished (DB51/T 1620-2013)."),
    Measure("on_the_spot_fraction", "现场办结率", "On-the-spot fraction", "fraction", "higher",
        "首次到访即办结 / 受理（DB51/T 1620-2013）；开始办理即为受理。",
        "Finished within the first visit / cases accepted, for which service began (DB51/T "
        "1620-2013).", True),
    Measure("first_time_fraction", "一次办结率", "First-time fraction", "fraction", "higher",
        "没有返工即办结 / 办结。", "Finished without rework / finished."),
    Measure("returns", "返工（退回）次数", "Errors and returns", "count", "lower",
        "办结件被退回重办的次数，按原因分列。",
        "Times that finished cases were sent back, by cause."),
    Measure("returns_mean", "件均返工次数", "Errors and returns per finished case", "count",
        "lower", "办结件返工次数 / 办结。", "Times sent back / finished cases."),
    Measure("speed_up_promised", "提速率（承诺）", "Speed-up promised", "fraction", "higher",
        "（法定时限 − 承诺时限）/ 法定时限（DB51/T 1620-2013）。",
        "(Limit by law - limit promised) / limit by law (DB51/T 1620-2013)."),
    Measure("speed_up_actual", "实际提速率", "Speed-up reached", "fraction", "higher",
        "（法定时限 − 平均办结时间）/ 法定时限；以工作日计的时限，用时也按工作日计。",
        "(Limit by law - mean time of finished cases) / limit by law; in workdays where the limit "
        "is."),
    Measure("one_call_fraction", "一次呼叫解决率", "One-call resolution", "fraction", "higher",
        "第一通来电内办结（无工单、不再来电）/ 接通的来电件。",
        "Finished within the first call, with no work order and no other call / cases whose call "
        "was answered."),
    Measure("work_orders_on_time_fraction", "工单按时办结率", "Work orders on time", "fraction",
        "higher", "承诺时限内办结的工单 / 到期的工单；来电未当场办结的为工单。",
        "Work orders finished within the promised limit / due; a call not settled at once makes "
        "one."),
    Measure("satisfied_fraction", "满意率（模型推算）", "Satisfied (modelled)", "fraction",
        "higher",
        "办结件申请人满意的概率的平均，由等待、跑动、返工和超期推算，基线按观测的满意率校准；不是"
        "调查结果。",
        "Mean probability that the applicant of a finished case is satisfied, modelled from waits, "
        "visits, errors and lateness, with the baseline at the observed share; no survey."),
    Measure("complaint_fraction", "投诉率（模型推算）", "Complaints (modelled)", "fraction",
        "lower",
        "办结件引起投诉的概率的平均，由等待、跑动、返工和超期推算，基线按观测的投诉率校准。",
        "Mean probability of a complaint about a finished case, modelled from waits, visits, "
        "errors and lateness, with the baseline at the observed share."),
    Measure("discontent", "失望程度", "Discontent", "fraction", "neither",
        "各失望程度的办结件占比，是推算满意率的中间量。",
        "Share of the finished cases by discontent, from which satisfaction is modelled."),
    Measure("within_target_fraction", "达标率", "Share within target", "fraction", "higher",
        "在目标时间内的占比。", "Share that keeps the target time."),
    Measure("wait_cdf", "等待不超过 t 的占比", "Share waiting at most t", "fraction", "higher",
        "等待时间的经验分布函数。", "Empirical distribution of the wait."),
    Measure("hall_time_cdf", "在厅时间不超过 t 的占比", "Share in the hall at most t", "fraction",
        "higher", "在厅时间的经验分布函数。", "Empirical distribution of hall time.",
        True),
]  # fmt: skip

CATALOGUE = {measure.name: measure for measure in _ALL}
"""Every measure by name."""

_PROFILES = (
    "queue_length", "wait_by_hour", "promise_cdf", "wait_cdf", "hall_time_cdf", "discontent",
    "flow_fraction",
)  # fmt: skip
MODELLED = ("satisfied_fraction", "complaint_fraction")
"""Not simulated but modelled from it; known when all replications are done."""
NUMBERS = tuple(name for name in CATALOGUE if name not in (*_PROFILES, *MODELLED))
"""Measures that are one number of each replication; the others are profiles, or of all runs."""
OF_VISITS = frozenset(name for name, measure in CATALOGUE.items() if measure.of_visits)
"""Measures that say nothing of a model of calls alone."""
