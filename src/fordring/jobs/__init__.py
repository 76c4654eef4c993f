"""Queue, worker, handlers (job name to service) and the schedule."""
