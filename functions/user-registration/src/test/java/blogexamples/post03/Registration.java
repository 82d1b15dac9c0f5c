package blogexamples.post03;

import blogexamples.post03.stephandlers.CreateUserAccountHandler;
import blogexamples.post03.stephandlers.InitializePreferencesHandler;
import blogexamples.post03.stephandlers.SendWelcomeSequenceHandler;
import blogexamples.post03.stephandlers.SetupBillingProfileHandler;
import blogexamples.post03.stephandlers.UpdateUserStatusHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import systems.tasker.json.Json;
import systems.tasker.json.JsonObject;
import systems.tasker.store.Failure;
import systems.tasker.store.InMemoryTaskStore;
import systems.tasker.testing.FunctionHarness;

/** One registration, its functions called one by one as the machine would. */
final class Registration {
    static final List<String> STEPS =
            List.of(
                    "create_user_account",
                    "setup_billing_profile",
                    "initialize_preferences",
                    "send_welcome_sequence",
                    "update_user_status");

    private static final Map<String, RequestStreamHandler> HANDLERS =
            Map.of(
                    "create_user_account", new CreateUserAccountHandler(),
                    "setup_billing_profile", new SetupBillingProfileHandler(),
                    "initialize_preferences", new InitializePreferencesHandler(),
                    "send_welcome_sequence", new SendWelcomeSequenceHandler(),
                    "update_user_status", new UpdateUserStatusHandler());

    private static final Map<String, List<String>> DEPENDS_ON =
            Map.of(
                    "create_user_account", List.of(),
                    "setup_billing_profile", List.of("create_user_account"),
                    "initialize_preferences", List.of("create_user_account"),
                    "send_welcome_sequence",
                            List.of("setup_billing_profile", "initialize_preferences"),
                    "update_user_status", List.of("send_welcome_sequence"));

    private static final Map<String, String> SERVICES =
            Map.of(
                    "create_user_account", "user",
                    "setup_billing_profile", "billing",
                    "initialize_preferences", "preferences",
                    "send_welcome_sequence", "notification",
                    "update_user_status", "user");

    final FunctionHarness harness;

    Registration(Object context, Map<String, String> directory) {
        harness = new FunctionHarness(new InMemoryTaskStore(), context, STEPS);
        harness.services(directory);
    }

    /** A copy of an example input. */
    static SequencedMap<String, Object> example(String name) throws IOException {
        byte[] text = Files.readAllBytes(Path.of("examples", name + ".json"));
        SequencedMap<String, Object> context = new LinkedHashMap<>();
        JsonObject.of(Json.parse(text))
                .fields()
                .forEach((field, value) -> context.put(field, Objects.requireNonNull(value)));
        return context;
    }

    /** Calls the function of a step. */
    JsonObject run(String step) {
        return harness.invoke(
                Objects.requireNonNull(HANDLERS.get(step)),
                harness.stepPayload(
                        step,
                        Objects.requireNonNull(DEPENDS_ON.get(step)),
                        Map.of("url", "https://api." + SERVICES.get(step) + "service.com")));
    }

    Registration runAll() {
        STEPS.forEach(this::run);
        return this;
    }

    /** Calls the Finalize function; gives the annotations. */
    JsonObject annotations() {
        harness.invoke(new UserRegistrationHandler(), harness.finalizePayload(STEPS));
        return stored();
    }

    /** The annotations that are stored. */
    JsonObject stored() {
        SequencedMap<String, Object> annotations = new LinkedHashMap<>();
        harness.store()
                .annotations(FunctionHarness.TASK)
                .forEach(
                        annotation ->
                                annotations.put(
                                        annotation.name(),
                                        Objects.requireNonNull(annotation.value().value())));
        return JsonObject.of(annotations);
    }

    JsonObject results(String step) {
        return Objects.requireNonNull(harness.step(step).results()).object();
    }

    String status(String step) {
        return results(step).text("status").orElseThrow();
    }

    Failure failure(String step) {
        return Objects.requireNonNull(harness.step(step).failure());
    }
}
