import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import io.trino.testing.TestingSession;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs statements of Trino. The argument is a file with one job per line: its `setup` statements, then the `query`, whose
 * result becomes the file `result`, as `trino --output-format JSON` writes it.
 */
final class Engine {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        Session session =
            TestingSession.testSessionBuilder().setCatalog("memory").setSchema("default").build();
        try (LocalQueryRunner runner = LocalQueryRunner.create(session)) {
            runner.installPlugin(new MemoryPlugin());
            runner.createCatalog("memory", "memory", Map.of());
            for (String line : Files.readAllLines(Path.of(arguments[0]))) {
                run(runner, JSON.readTree(line));
            }
        }
        // Some threads of the engine would keep the process alive.
        System.exit(0);
    }

    private static void run(LocalQueryRunner runner, JsonNode job) throws Exception {
        for (JsonNode statement : job.get("setup")) {
            runner.execute(statement.asText());
        }
        MaterializedResult result = runner.execute(job.get("query").asText());
        List<String> names = result.getColumnNames();
        Path file = Path.of(job.get("result").asText());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            for (MaterializedRow row : result.getMaterializedRows()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int index = 0; index < names.size(); index += 1) {
                    values.put(names.get(index), row.getField(index));
                }
                out.println(JSON.writeValueAsString(values));
            }
        }
    }
}
