"""The product as people meet it: the bot in Microsoft's Agents Playground and the pages in a browser."""
