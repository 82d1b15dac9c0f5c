package systems.tasker.services;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;

/** Keeps one billing profile a user, and knows what each plan costs and includes. */
final class BillingService implements Service {
    private record Plan(
            String name, BigDecimal pricePerMonth, int trialDays, List<String> features) {
        static Optional<Plan> of(String name) {
            return PLANS.stream().filter(plan -> plan.name.equals(name)).findFirst();
        }

        boolean paid() {
            return pricePerMonth.signum() > 0;
        }
    }

    private static final List<Plan> PLANS =
            List.of(
                    new Plan("free", new BigDecimal("0.00"), 0, List.of("basic_features")),
                    new Plan(
                            "pro",
                            new BigDecimal("29.99"),
                            14,
                            List.of("basic_features", "advanced_analytics", "priority_support")),
                    new Plan(
                            "enterprise",
                            new BigDecimal("299.99"),
                            30,
                            List.of(
                                    "basic_features",
                                    "advanced_analytics",
                                    "priority_support",
                                    "custom_integrations",
                                    "dedicated_account_manager")));

    @Override
    public Answer answer(Request request, Tables tables, Instant now) throws SQLException {
        if (request.is("POST", "profiles")) {
            return create(request, tables, now);
        }
        if (request.is("GET", "profiles", "*")) {
            String userId = request.lastSegment();
            return profile(userId, tables)
                    .map(found -> new Answer(200, found.fields()))
                    .orElseGet(
                            () ->
                                    Answer.error(
                                            404,
                                            "no_profile",
                                            "User `" + userId + "` has no billing profile."));
        }
        return request.noSuchResource();
    }

    private static Answer create(Request request, Tables tables, Instant now) throws SQLException {
        List<String> missing = request.missing("user_id", "plan");
        if (!missing.isEmpty()) {
            return Request.incomplete(missing);
        }
        String userId = request.body().text("user_id").orElseThrow();
        String name = request.body().text("plan").orElseThrow();
        Optional<Plan> plan = Plan.of(name);
        if (plan.isEmpty()) {
            return Answer.error(422, "unknown_plan", "There is no plan `" + name + "`.");
        }
        if (tables.user(userId).isEmpty()) {
            return Answer.unknownUser(userId);
        }
        if (profile(userId, tables).isPresent()) {
            return Answer.error(
                    409, "profile_exists", "User `" + userId + "` has a billing profile.");
        }
        if (plan.get().paid() && !request.missing("payment_method").isEmpty()) {
            return Answer.error(
                    402,
                    "payment_method_required",
                    "The plan `" + name + "` needs a payment method.");
        }
        SequencedMap<String, @Nullable Object> profile =
                profile(userId, plan.get(), request.body(), now);
        tables.write("INSERT INTO billing_profiles VALUES (?, ?)", userId, Json.write(profile));
        return new Answer(201, profile);
    }

    private static SequencedMap<String, @Nullable Object> profile(
            String userId, Plan plan, JsonObject body, Instant now) {
        SequencedMap<String, @Nullable Object> profile = new LinkedHashMap<>();
        profile.put("id", Service.newId("billing"));
        profile.put("user_id", userId);
        profile.put("plan", plan.name());
        profile.put("status", plan.trialDays > 0 ? "trial" : "active");
        profile.put("features", plan.features);
        profile.put("price_per_month", plan.pricePerMonth);
        profile.put("currency", "USD");
        profile.put("trial_days", plan.trialDays);
        profile.put(
                "trial_ends_at",
                plan.trialDays > 0 ? now.plus(Duration.ofDays(plan.trialDays)).toString() : null);
        for (String field : List.of("payment_method", "billing_address")) {
            if (body.value(field) != null) {
                profile.put(field, body.value(field));
            }
        }
        profile.put("created_at", now.toString());
        return profile;
    }

    private static Optional<JsonObject> profile(String userId, Tables tables) throws SQLException {
        return tables.document("SELECT document FROM billing_profiles WHERE user_id = ?", userId);
    }
}
