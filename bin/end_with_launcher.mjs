// Loaded before the program when the launcher runs it with another Node.js: a launcher that was killed with -9 could
// not pass anything on, and the program would live on without anybody who knows of it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Only listening: the channel must not keep the program alive.
if (process.channel) process.channel.unref();
