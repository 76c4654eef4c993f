"""What a claim that was followed up comes to, reckoned slowly: plain arithmetic from the reference, none of the engine.

One claim with its steps, its money by value day whenever it came, and what had to be taken back of the steps and why.
Rates, tiers and orders are those of nordic-rules.md §§ 1 and 2; amounts are minor units; days are counted one by one.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
PAID_BEFORE = "the claim had been paid by then"
# § 1: per cent times 100 of the last half-years known; a sandbox carries the last one on, Norway's in a row of its own.
RATES = {
    "NO": [(date(2026, 7, 1), 1225), (date(2027, 1, 1), 1225)],
    "SE": [(date(2026, 1, 1), 1000), (date(2026, 7, 1), 1000)],
    "FI": [(date(2026, 1, 1), 950), (date(2026, 7, 1), 950)],
}
# § 2: what a demand may cost by what is open of the principal, and which part money covers first.
TIERS = {
    "NO": [(500_00, 187_50), (1_000_00, 262_50), (2_500_00, 300_00), (10_000_00, 600_00)],
    "SE": [(10**12, 180_00)],
    "FI": [(100_00, 14_00), (1_000_00, 24_00), (10**12, 50_00)],
}
ORDER = {
    "NO": ["fees", "interest", "principal"],
    "SE": ["fees", "interest", "principal"],
    "FI": ["principal", "interest", "fees"],
}

Sums = dict[str, int]


def sums(principal: int = 0, fees: int = 0, interest: int = 0) -> Sums:
    """Amounts by part."""
    return {"principal": principal, "fees": fees, "interest": interest}


def demand_fee(country: str, open_principal: int) -> int:
    """What a demand may cost when so much is open: its tier's, and nothing where that is more than what is open."""
    fee = next(fee for most, fee in TIERS[country] if open_principal <= most)
    return fee if fee <= open_principal else 0


@dataclass
class Letter:
    """A step that was taken; `told` is what its letter said was open of the principal, of a demand alone."""

    number: int
    day: date
    fee: int
    interest: bool
    told: int | None = None
    gone: str | None = None


@dataclass
class Paid:
    """Money from a bank that is still there, and what it covers; the rest of it waits to go back."""

    day: date
    covers: Sums
    back: int = 0


@dataclass
class Reckoned:
    """A claim due on a day, as the money that came so far leaves it.

    `came` is each change of what is owed, but for what was asked for: its day, of the principal, of all. `asked` is
    the interest asked for, `kept_fees` what of fees taken back had fallen away before, `lost` that of interest.
    `paused` are days, from one up to another, by which the delay is the creditor's: they bear no interest.
    """

    country: str
    principal: int
    due: date
    opened: Sums = field(default_factory=sums)
    letters: list[Letter] = field(default_factory=list)
    came: list[tuple[date, int, int]] = field(default_factory=list)
    paid: dict[str, Paid] = field(default_factory=dict)
    asked: int = 0
    met: date | None = None
    kept_fees: int = 0
    lost: int = 0
    paused: list[tuple[date, date]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.opened = sums(self.principal)

    @property
    def closed(self) -> bool:
        """Whether nothing is left to be paid."""
        return not sum(self.opened.values())

    @property
    def standing(self) -> list[Letter]:
        """The steps that were not taken back."""
        return [letter for letter in self.letters if letter.gone is None]

    @property
    def going_back(self) -> int:
        """What is owed to payers."""
        return sum(paid.back for paid in self.paid.values())

    def owed_on(self, day: date) -> int:
        """What of the principal was owed when a day began, by value days."""
        return max(0, self.principal + sum(principal for on, principal, _ in self.came if on < day))

    def interest_until(self, last: date) -> int:
        """Simple interest, day by day; each run of days with one rate and one amount is rounded by itself, half up."""
        runs: list[tuple[tuple[date, int, int], int]] = []
        day = self.due + ONE_DAY
        while day <= last:
            began, rate = [row for row in RATES[self.country] if row[0] <= day][-1]
            free = any(first <= day < over for first, over in self.paused)
            run = (began, rate, 0 if free else self.owed_on(day))
            if runs and runs[-1][0] == run:
                runs[-1] = (run, runs[-1][1] + 1)
            else:
                runs.append((run, 1))
            day += ONE_DAY
        return sum((owed * rate * days * 2 + 3_650_000) // 7_300_000 for (_, rate, owed), days in runs)

    def asked_by(self, before: date | None = None) -> date | None:
        """The last day that a standing letter asked for interest until, or that money met it behind one."""
        days = [each.day for each in self.standing if each.interest and (before is None or each.day < before)]
        if not days:
            return None
        met = self.met if self.met and self.met >= days[0] and (before is None or self.met < before) else days[-1]
        return max(days[-1], met)

    def too_much(self) -> int:
        """Interest that was asked for beyond what ran."""
        until = self.asked_by()
        return max(0, self.asked - (self.interest_until(until) if until else 0))

    def needless(self) -> Letter | None:
        """The first step before which all that was owed then had come."""
        fees = self.kept_fees
        for letter in self.standing:
            until = self.asked_by(before=letter.day)
            interest = min(self.asked, self.interest_until(until)) if until else 0
            came = sum(whole for on, _, whole in self.came if on < letter.day)
            if self.principal + fees + interest + came <= 0:
                return letter
            fees += letter.fee
        return None

    def too_dear(self) -> tuple[Letter, int] | None:
        """The first demand whose fee is above that of what was open when its day began, and that fee."""
        for letter in self.standing:
            if letter.told is not None and self.owed_on(letter.day) < letter.told:
                most = demand_fee(self.country, self.owed_on(letter.day))
                if most < letter.fee:
                    return letter, most
        return None

    def step(self, day: date, fee: int, *, interest: bool, demand: bool = False) -> None:
        """A letter of that day, with the interest that nobody asked for before."""
        runs = self.interest_until(day) if interest else 0
        more = max(0, runs - self.asked)
        told = self.opened["principal"] if demand else None
        self.letters.append(Letter(len(self.letters) + 1, day, fee, runs > 0, told))
        self.asked += more
        self.opened["fees"] += fee
        self.opened["interest"] += more

    def money(self, name: str, day: date, minor: int) -> None:
        """Money of a value day: what it shows to be too much goes first, then it covers what was owed on that day."""
        followed = bool(self.standing)
        while True:
            covers, rest = self._covering(day, minor, followed=followed)
            if not followed or not self._corrected_as_if(day, covers, minor):
                break
        told = followed and any(each.interest and each.day <= day for each in self.standing)
        if told and sum(covers.values()) > 0:
            more = min(rest, max(0, self.interest_until(day) - self.asked))
            if more:
                self.asked, rest = self.asked + more, rest - more
                self.met = max(day, self.met or day)
                self.opened["interest"] += more
                covers["interest"] += more
        self._cover(day, covers)
        self.paid[name] = Paid(day, covers, rest)
        self._remember_lost()

    def _corrected_as_if(self, day: date, covers: Sums, minor: int) -> bool:
        """Take back one thing, as if this money were known already."""
        self.came.append((day, -covers["principal"], -minor))
        here = len(self.came) - 1
        changed = self.take_one_back()
        del self.came[here]
        return changed

    def _covering(self, day: date, minor: int, *, followed: bool) -> tuple[Sums, int]:
        """By part: first what was owed on the day, then what was asked for later, each in the country's order."""
        if self.closed:
            return sums(), minor
        later = self._asked_after(day) if followed else sums()
        covers = sums()
        for limit in ({part: self.opened[part] - later[part] for part in later}, later):
            for part in ORDER[self.country]:
                share = min(minor, limit[part])
                covers[part] += share
                minor -= share
        return covers, minor

    def _asked_after(self, day: date) -> Sums:
        """What of the open fees and interest was not owed yet on the day, nor when the next letter went out."""
        behind = [each for each in self.standing if each.day > day]
        until = min((each.day for each in behind), default=date.max)
        covered = {part: sum(each.covers[part] for each in self.paid.values() if each.day < until) for part in sums()}
        early = self.kept_fees + sum(each.fee for each in self.standing if each.day <= day) - covered["fees"]
        fees = min(sum(each.fee for each in behind), self.opened["fees"] - max(0, early))
        letters = [each.day for each in self.standing if each.interest and each.day <= day]
        told = (self.interest_until(letters[-1]) if letters else 0) - covered["interest"]
        return sums(0, max(0, fees), max(0, self.opened["interest"] - max(0, told)))

    def _cover(self, day: date, covers: Sums) -> None:
        for part, minor in covers.items():
            self.opened[part] -= minor
        self.came.append((day, -covers["principal"], -sum(covers.values())))

    def taken_back(self, name: str, day: date) -> None:
        """The bank takes it back: what it covers is open again from then on."""
        self._cover(day, {part: -minor for part, minor in self.paid.pop(name).covers.items()})

    def directly(self, day: date, minor: int) -> None:
        """Money to the creditor itself: principal alone."""
        self._cover(day, sums(min(minor, self.opened["principal"])))
        self.put_right()

    def credited(self, day: date, minor: int) -> None:
        """A part of the principal falls away; with the last of it everything that is open. Where none is, nothing."""
        minor = min(minor, self.opened["principal"])
        whole = 0 < minor == self.opened["principal"]
        self._cover(day, dict(self.opened) if whole else sums(minor))
        self.put_right()

    def cancelled(self, number: int, because: str) -> None:
        """A person takes a step back."""
        letter = self.letters[number - 1]
        stood = [each for each in self.standing if self._reminded_before(each)]
        self._drop(letter, because)
        for each in self.standing:
            if each in stood and not self._reminded_before(each):
                back, each.fee = each.fee, 0
                self._fall(fees=back)
        self.put_right()

    def _reminded_before(self, demand: Letter) -> bool:
        """Whether it is a demand of Finland's with a reminder before it, which alone lets it bear a fee."""
        reminded = any(each.told is None and each.day < demand.day for each in self.standing)
        return self.country == "FI" and demand.told is not None and reminded

    def stopped(self, day: date) -> None:
        """From this day on the delay is the creditor's."""
        self.paused.append((day, date.max))

    def went_on(self, day: date) -> None:
        """The last stop is over."""
        first, _ = self.paused.pop()
        self.paused.append((first, day))

    def put_right(self) -> None:
        """Take back whatever is too much by what is known."""
        while self.standing and self.take_one_back():
            pass
        self._remember_lost()

    def _remember_lost(self) -> None:
        """Interest that had fallen away before it was too much stays asked for."""
        self.asked, self.lost = self.asked + self.lost, 0

    def take_one_back(self) -> bool:
        """One thing, if there is one: a step, then a fee's difference, then interest."""
        letter = self.needless()
        if letter is not None:
            self._drop(letter, PAID_BEFORE)
            return True
        dear = self.too_dear()
        if dear is not None:
            letter, fee = dear
            back, letter.fee = letter.fee - fee, fee
            self._fall(fees=back)
            return True
        more = self.too_much()
        if more:
            self._fall(interest=more)
        return more > 0

    def _drop(self, letter: Letter, because: str) -> None:
        letter.gone = because
        self._fall(fees=letter.fee, interest=self.too_much())

    def _fall(self, fees: int = 0, interest: int = 0) -> None:
        """So much was not owed: what is open of it falls away, what was paid of it covers the rest, or goes back."""
        wanted = sums(0, fees, interest)
        for part in wanted:
            gone = min(wanted[part], self.opened[part])
            self.opened[part] -= gone
            wanted[part] -= gone
        self.asked -= interest
        for paid in reversed(self.paid.values()):
            back = {part: min(wanted[part], paid.covers[part]) for part in wanted}
            if not any(back.values()):
                continue
            for part, minor in back.items():
                wanted[part] -= minor
                paid.covers[part] -= minor
            self._cover_anew(paid, sum(back.values()))
        self.kept_fees += wanted["fees"]
        self.lost += wanted["interest"]

    def _cover_anew(self, paid: Paid, minor: int) -> None:
        rest, covers = minor, sums()
        for part in ORDER[self.country]:
            covers[part] = min(rest, self.opened[part])
            rest -= covers[part]
            paid.covers[part] += covers[part]
        for part, share in covers.items():
            self.opened[part] -= share
        paid.back += rest
        self.came.append((paid.day, -covers["principal"], rest))
