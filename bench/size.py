"""How much is measured: the whole, or a fraction of it for a first look and for the tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Everything that is counted or timed. `seconds` is one round of one contestant; rounds alternate."""

    seconds: float = 4.0
    rounds: int = 3
    merchants: int = 64
    connections: int = 32
    documents: int = 150
    credits_few: int = 10_000
    credits_many: int = 100_000
    claims_few: int = 10_000
    claims_many: int = 1_000_000
    units: int = 600
    calls: int = 3_000
    purchases_few: int = 100_000
    customers_few: int = 5_000
    purchases_many: int = 1_000_000
    customers_many: int = 50_000
    loaded: int = 100_000
    loading_seconds: float = 600.0
    year_claims: int = 1_000

    def scaled(self, scale: float) -> "Size":
        """The same with every amount times `scale`, none below what still measures something."""
        return Size(
            seconds=max(0.3, self.seconds * scale),
            rounds=max(1, round(self.rounds * scale)),
            merchants=self.merchants,
            connections=self.connections,
            documents=max(2, round(self.documents * scale)),
            credits_few=max(10, round(self.credits_few * scale)),
            credits_many=max(40, round(self.credits_many * scale)),
            claims_few=max(128, round(self.claims_few * scale)),
            claims_many=max(256, round(self.claims_many * scale)),
            units=max(8, round(self.units * scale)),
            calls=max(8, round(self.calls * scale)),
            purchases_few=max(40, round(self.purchases_few * scale)),
            customers_few=max(4, round(self.customers_few * scale)),
            purchases_many=max(80, round(self.purchases_many * scale)),
            customers_many=max(8, round(self.customers_many * scale)),
            loaded=max(80, round(self.loaded * scale)),
            year_claims=max(5, round(self.year_claims * scale)),
        )
