package city.datastore.platform.api;

import city.datastore.access.identity.IdentityProperties;
import city.datastore.platform.security.Connections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires the API: its strict JSON goes before every other reading of JSON. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
    private final StrictJson json = new StrictJson();

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(json);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new CallCheck())
                .addPathPatterns(Paths.V1 + "/**", AuthzenApi.PATH + "/**");
    }

    @Bean
    Problems problems(IdentityProperties identity) {
        return new Problems(json, identity.acrValues());
    }

    @Bean
    EndedReleases endedReleases(Connections connections) {
        return new EndedReleases(connections);
    }
}
