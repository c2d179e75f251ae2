# The packed server on Node, as an ordinary user, with its data in a volume. Build it with `npm run pack`
# and `docker build -t sampan .`; docs/production.md says what to set.
FROM node:22-bookworm-slim
WORKDIR /opt/sampan
COPY dist/sampan-server-0.1.0.tgz /tmp/sampan-server.tgz
RUN npm install --omit=dev --no-audit --no-fund /tmp/sampan-server.tgz \
  && npm cache clean --force \
  && rm /tmp/sampan-server.tgz \
  && useradd --system --uid 8700 --home-dir /var/lib/sampan --create-home sampan
USER sampan
ENV NODE_ENV=production
VOLUME /var/lib/sampan
EXPOSE 8700 8722
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8701/readyz').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--max-semi-space-size=32", "node_modules/@sampan/server/bin/sampan.js"]
CMD ["start", "--data", "/var/lib/sampan/data", "--host", "0.0.0.0"]
