"""Jobs of the ground: seal the log of acts, forget what counts no more."""

from procrastinate.contrib.django import app

from . import days, limits, seals


@app.periodic(cron="*/5 * * * *")
@app.task(queue="keeping", queueing_lock="seal")
def seal_acts(timestamp: int) -> int:
    """Close what was done since the last seal; nobody waits for it."""
    return seals.seal()


@app.periodic(cron="7 0,6,12 * * *")
@app.task(queue="keeping", queueing_lock="days")
def close_days(timestamp: int) -> int:
    """Sign the head of the day that is over; again later, for a night on which nothing ran."""
    return days.close()


@app.periodic(cron="37 * * * *")
@app.task(queue="keeping", queueing_lock="counters")
def forget_counters(timestamp: int) -> int:
    return limits.forget()


@app.periodic(cron="27 3 * * *")
@app.task(queue="keeping", queueing_lock="jobs")
async def forget_finished_jobs(timestamp: int) -> None:
    """Finished jobs after a week; failed ones stay visible until somebody acts."""
    await app.job_manager.delete_old_jobs(nb_hours=7 * 24)


@app.periodic(cron="*/2 * * * *")
@app.task(queue="keeping", queueing_lock="stalled")
async def take_up_stalled_jobs(timestamp: int) -> int:
    """A worker was killed in mid-job: its jobs go back in line. Every job may be done twice."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=120))
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)
