/** The conversation between the router process and the process that started it, over Node's IPC channel. */

/**
 * How a pod is chosen.
 * - `requests`: each request goes to the Ready pod with the fewest open requests, as HAProxy's `leastconn` does.
 * - `connections`: a pod is drawn at random for each client connection and kept for it, as kube-proxy does.
 */
export type RouterMode = 'requests' | 'connections';

/** Value of the environment variable PEAKPROOF_ROUTER, as JSON. */
export interface RouterSettings {
  /** Service name to the port that it gets on 127.0.0.1; 0 is any free one. */
  ports: Record<string, number>;
  /** Default: 'requests'. */
  mode?: RouterMode;
  /** uint32, for the draws of the mode `connections`. Default: 0. */
  seed?: number;
  /** A pod that keeps silent for this long makes the answer a 504. Default: 60. */
  timeoutSeconds?: number;
}

export interface Endpoint {
  name: string;
  /** On 127.0.0.1. */
  port: number;
}

/** To the router: all pods of one service that may get new requests from now on. A pod that is left out finishes what it has. */
export interface EndpointsMessage {
  type: 'endpoints';
  service: string;
  pods: Endpoint[];
}

/** From the router, once: every service's port accepts connections. */
export interface PortsMessage {
  type: 'ports';
  ports: Record<string, number>;
}

/** From the router, once, instead of `ports`: the sentence for the user; the process then ends with 2. */
export interface FailedMessage {
  type: 'failed';
  message: string;
}

/** Counts since the pod was added. */
export interface PodCounts {
  /** Requests under way at the pod now. */
  open: number;
  /** Requests given to the pod, retries on it included. */
  total: number;
  /** Requests that this pod refused and that went on to another pod. */
  retries: number;
  /** Requests that this pod ended without an answer: 502 and 504 to the client, or an answer cut off. */
  errors: number;
}

export interface ServiceCounts {
  /** By pod name. A removed pod stays until its last request is finished and was reported once. */
  pods: Record<string, PodCounts>;
  /** Requests answered 503 because no pod was Ready. */
  noReadyPod: number;
  /** Requests that the client gave up before the answer was complete. */
  aborted: number;
}

/** From the router, every second, and as soon as an {@link EndpointsMessage} is in force. */
export interface StatsMessage {
  type: 'stats';
  services: Record<string, ServiceCounts>;
}

export type FromRouter = PortsMessage | FailedMessage | StatsMessage;

/** Answer header of the router's own 502, 503 and 504; its value says why. */
export const routerHeader = 'x-peakproof-router';
export type RouterReason = 'no-ready-pod' | 'pod-refused' | 'pod-silent' | 'pod-broke-off';
