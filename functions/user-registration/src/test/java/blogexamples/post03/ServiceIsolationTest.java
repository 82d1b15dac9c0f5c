package blogexamples.post03;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import systems.tasker.json.Json;

/** Each service gets the data it needs, and nothing of what the others get. */
class ServiceIsolationTest {
    private static final String ANSWER =
            """
            {"id": "id_1", "user_id": "id_1", "email": "ada.lovelace@example.com",
             "features": ["basic_features"], "status": "active"}
            """;

    @Test
    void eachServiceGetsOnlyTheDataItNeeds() throws Exception {
        Map<String, Object> bodies = Collections.synchronizedMap(new LinkedHashMap<>());
        HttpServer server = recording(bodies);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        SequencedMap<String, String> directory = new LinkedHashMap<>();
        for (String service : List.of("user", "billing", "preferences", "notification")) {
            directory.put("https://api." + service + "service.com", url + "/" + service);
        }
        new Registration(Registration.example("user_registration"), directory).runAll();
        server.stop(0);
        assertEquals(
                Json.parse(
                        """
                        {
                          "POST /user/users": {
                            "email": "ada.lovelace@example.com",
                            "name": "Ada Lovelace",
                            "phone": "+44 20 7946 0018",
                            "plan": "pro",
                            "marketing_consent": true,
                            "referral_code": "ENGINE-1843",
                            "source": "web"
                          },
                          "POST /billing/profiles": {
                            "user_id": "id_1",
                            "plan": "pro",
                            "payment_method": "card_4242",
                            "billing_address": {
                              "street": "12 St James's Square",
                              "city": "London",
                              "state": "England",
                              "zip": "SW1Y 4JH"
                            }
                          },
                          "POST /preferences/preferences": {
                            "user_id": "id_1",
                            "marketing_emails": true,
                            "product_updates": true,
                            "newsletter": true,
                            "newsletter_frequency": "weekly"
                          },
                          "POST /notification/welcome-sequences": {
                            "user_id": "id_1",
                            "email": "ada.lovelace@example.com",
                            "name": "Ada Lovelace",
                            "template": "welcome_pro",
                            "onboarding_steps": [
                              "complete_profile",
                              "set_up_analytics",
                              "connect_integrations",
                              "meet_priority_support"
                            ],
                            "features": ["basic_features"]
                          },
                          "PATCH /user/users/id_1": {"status": "active"}
                        }
                        """),
                bodies);
    }

    private static HttpServer recording(Map<String, Object> bodies) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        Object body = Json.parse(exchange.getRequestBody().readAllBytes());
                        bodies.put(
                                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                                Objects.requireNonNull(body));
                        byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(201, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
        return server;
    }
}
