// The protocol's version is the websocket subprotocol. A relay accepts a connection that offers only versions it does
// not speak (under the first one offered) and closes it at once with 4426, because a refused handshake tells a browser nothing.

export const SUBPROTOCOL = 'soundings.2';

/** Where the relay listens. No room and no id in it: they travel inside the connection. */
export const RELAY_PATH = '/relay';
