import type { DecoyForm } from './decoy-form';
import { HTTP_PORT } from './decoy-form';

/** The configuration of nginx, which needs one writable folder, and has nothing to serve. */
export function nginxConfig({ ports, isHttp }: DecoyForm): string {
  const port = ports?.pod ?? HTTP_PORT;
  const lines = [
    'daemon off;',
    'worker_processes 1;',
    'pid /tmp/nginx.pid;',
    'error_log stderr warn;',
    'events {}',
    ...(isHttp ? httpServer(port) : tcpServer(port)),
  ];
  return `${lines.join('\n')}\n`;
}

/** No user is in the empty list, so every password is wrong. */
function httpServer(port: number): string[] {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    'http {',
    '  access_log /dev/stdout;',
    '  server_tokens off;',
    ...temporary.map((name) => `  ${name}_temp_path /tmp/${name};`),
    '  server {',
    `    listen ${port};`,
    '    auth_basic "Restricted";',
    '    auth_basic_user_file /dev/null;',
    '  }',
    '}',
  ];
}

function tcpServer(port: number): string[] {
  return ['stream {', '  server {', `    listen ${port};`, "    return '';", '  }', '}'];
}
