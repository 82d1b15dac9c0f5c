package systems.tasker.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the route of a request. What can be got can be asked for with HEAD, and every path answers
 * OPTIONS with the methods that it has.
 */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    List<Route> routes() {
        return routes;
    }

    /**
     * @throws Problem whatever the reason why it is not answered as asked
     */
    Response answer(Request request) {
        List<Route> here =
                routes.stream().filter(r -> r.match(request.segments()).isPresent()).toList();
        if (here.isEmpty()) {
            throw new Problem(
                    ProblemKind.UNKNOWN_ROUTE,
                    "This API has nothing at this path; GET /openapi.json tells what it has");
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        for (Route route : here) {
            if (route.method().equals(method)) {
                Call call = new Call(request, route.match(request.segments()).orElseThrow());
                call.mustHaveOnly(route.parameters());
                return route.operation().apply(call);
            }
        }
        String allowed = String.join(", ", methods(here));
        if (method.equals("OPTIONS")) {
            return new Response(204, new LinkedHashMap<>(Map.of("Allow", allowed)), "");
        }
        throw new Problem(
                ProblemKind.METHOD_NOT_ALLOWED,
                "The methods here are " + allowed,
                Map.of("Allow", allowed));
    }

    private static Set<String> methods(List<Route> here) {
        Set<String> methods = new LinkedHashSet<>();
        for (Route route : here) {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        methods.add("OPTIONS");
        return methods;
    }
}
