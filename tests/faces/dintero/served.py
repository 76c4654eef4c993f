"""An app served over real HTTP on a free loopback port, for clients that block."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI


@asynccontextmanager
async def serving(app: FastAPI, listening: socket.socket | None = None) -> AsyncIterator[str]:
    """The app's address, for as long as the block lasts. The port listens already: early requests wait in its queue.

    Who must know the address before there is an app brings the listening socket.
    """
    listener = listening or socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
    task = asyncio.create_task(server.serve([listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listener.close()
