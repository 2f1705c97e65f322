export const explorerRoutes = (_: {callers:boolean}): import("../server").Route[] => [];
