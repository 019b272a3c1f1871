import { createServer } from 'node:net';

/** A service without any work: answers every request on a kept connection with the same bytes. Prints its port. */
const answer = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
const end = Buffer.from('\r\n\r\n');

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    // k6 asks without bodies, and waits for the answer: requests are neither cut nor joined in practice.
    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 4)) socket.write(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
