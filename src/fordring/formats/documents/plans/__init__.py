"""Letters of payment plans: the plan in writing, and the notices of its instalments."""
