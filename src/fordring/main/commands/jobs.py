"""`fordring jobs`: what gave up, and how to try it again."""

import typer

from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.storage import queue
from fordring.storage.queue import HeldJob

app = typer.Typer(help="Jobs that gave up and wait for a person.", no_args_is_help=True)


@app.command()
def held() -> None:
    """The jobs that gave up, newest first, with their last error."""

    async def ask(house: House) -> list[HeldJob]:
        async with house.database.reading() as connection:
            return await queue.held_jobs(connection)

    found = in_house(ask)
    for job in found:
        console.print(f"{job.id}  {job.held_at:%Y-%m-%d %H:%M}  {job.name}  {job.payload}  {job.error}", markup=False)
    if not found:
        console.print("no job has given up")


@app.command()
def retry(job_id: int) -> None:
    """Queue a held job again, with all its attempts."""
    in_house(lambda house: house.database.run(lambda connection: queue.retry_held(connection, job_id)))
    console.print(f"job {job_id} is queued again")
