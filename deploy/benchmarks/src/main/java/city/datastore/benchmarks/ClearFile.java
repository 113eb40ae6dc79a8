package city.datastore.benchmarks;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the platform is compared with: the same server sending a file as it lies on disk, to
 * anybody.
 */
@Configuration(proxyBeanMethods = false)
class ClearFile {

    @Bean
    @Order(0)
    SecurityFilterChain clearFiles(HttpSecurity http) {
        return http.securityMatcher("/clear/**")
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .build();
    }

    /** Sends a file of the folder. */
    @RestController
    static class Controller {
        private final Path folder;

        Controller(@Value("${benchmarks.clear}") Path folder) {
            this.folder = folder;
        }

        @GetMapping("/clear/{name:[a-z0-9]+}")
        void file(@PathVariable String name, HttpServletResponse response) throws IOException {
            Path file = folder.resolve(name);
            response.setContentType("application/octet-stream");
            response.setContentLengthLong(Files.size(file));
            Files.copy(file, response.getOutputStream());
        }
    }
}
