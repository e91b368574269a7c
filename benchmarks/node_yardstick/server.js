// One room, and a way to ask for a burst: what room_server is for Python.
import { createServer } from "node:http";
import { Server } from "socket.io";

const news = JSON.parse(process.env.PAYLOAD);
const http = createServer(answer);
const io = new Server(http);

io.on("connection", (socket) => socket.join("room"));

function answer(request, response) {
  const url = new URL(request.url, "http://localhost");
  if (request.method === "POST" && url.pathname === "/burst") {
    send(Number(url.searchParams.get("count")), Number(url.searchParams.get("interval_ms")));
  }
  response.end();
}

function send(count, interval) {
  if (count === 0) return;
  io.to("room").emit("news", news);
  setTimeout(send, interval, count - 1, interval);
}

http.listen({ host: "127.0.0.1", port: Number(process.env.PORT), backlog: 1024 });
