"""The database gone and a fault of ours: answered as ProblemDetails, with nothing half-done and no insides told."""

import asyncpg

from faces.kravia.stage import Office, problem_of


async def test_a_database_gone_in_mid_request_is_503_and_nothing_half_done(
    office: Office, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await owner.execute(
        """CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
           'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NEW; END';
           CREATE TRIGGER cut AFTER INSERT ON claim FOR EACH ROW EXECUTE FUNCTION cut()"""
    )
    answer = await office.register()
    problem_of(answer, 503)
    assert answer.headers["retry-after"] == "5"
    await owner.execute("DROP TRIGGER cut ON claim")
    assert (await office.registered(dueDate=None))["warnings"] == []


async def test_a_fault_of_ours_is_500_without_its_insides(
    office: Office, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    claim_no = (await office.registered())["id"]
    await owner.execute("ALTER TABLE claim_event RENAME TO gone")
    answer = await office.act(claim_no)
    problem = problem_of(answer, 500)
    assert "claim_event" not in answer.text
    assert problem["traceId"] == answer.headers["request-id"]
    await owner.execute("ALTER TABLE gone RENAME TO claim_event")
    assert (await office.details(claim_no))["invoice"]["statusCode"] == "Registered"
