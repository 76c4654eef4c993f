"""Where it is put together: settings, wiring, supervisor, web application, worker, command line."""
