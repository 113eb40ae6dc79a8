package city.datastore.platform.security;

import city.datastore.access.identity.IdentityProperties;
import city.datastore.access.identity.TokenReader;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.HttpSessionMutexListener;

/** Three ways in: what is open to everybody, the API with a bearer token, and the pages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SignInProperties.class, ProxyProperties.class})
class SecurityConfiguration {
    private static final int BEFORE_SECURITY = Ordered.HIGHEST_PRECEDENCE + 2;
    private static final int AFTER_SECURITY = 0;
    private static final String[] OPEN = {
        "/actuator/**",
        "/assets/**",
        "/log/**",
        "/favicon.ico",
        "/robots.txt",
        "/api/openapi.json",
        "/.well-known/**"
    };

    /** Files, health and the public log: no session, no token. */
    @Bean
    @Order(1)
    SecurityFilterChain open(HttpSecurity http, SignInProperties signIn) {
        http.securityMatcher(OPEN)
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .headers(
                        headers -> protect(headers, signIn).cacheControl(cache -> cache.disable()));
        return withoutSession(http).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http,
            SignInProperties signIn,
            JwtDecoder decoder,
            TokenReader reader,
            Whereabouts whereabouts) {
        var refusals = new ApiRefusals();
        http.securityMatcher("/api/**", "/access/**")
                .authorizeHttpRequests(calls ->
                        calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(tokens ->
                        tokens.jwt(jwt -> jwt.decoder(decoder))
                                .bearerTokenResolver(new BearerTokens())
                                .authenticationEntryPoint(refusals)
                                .accessDeniedHandler(refusals)
                                .withObjectPostProcessor(answering(refusals)))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(
                        new ApiCallerFilter(reader, whereabouts, refusals),
                        AuthorizationFilter.class)
                .headers(headers -> protect(headers, signIn));
        return withoutSession(http).build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(
            HttpSecurity http,
            SignInProperties signIn,
            ClientRegistrationRepository clients,
            OAuth2AuthorizedClientRepository held,
            OAuth2AuthorizedClientManager tokens,
            JwtDecoder decoder,
            TokenReader reader,
            Whereabouts whereabouts,
            RequestCache visited,
            IdentityProperties identity,
            SignInsUnderWay signIns,
            Clock clock) {
        var signedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
        signedOut.setPostLogoutRedirectUri("{baseUrl}/");
        http.authorizeHttpRequests(calls ->
                        calls.dispatcherTypeMatchers(
                                        DispatcherType.ASYNC,
                                        DispatcherType.ERROR,
                                        DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(
                                        "/",
                                        "/accessibility",
                                        "/register",
                                        "/register/matrix",
                                        "/register/matrix.csv",
                                        "/register/matrix.json",
                                        SignInRequests.PATH,
                                        FailedSignIns.PAGE)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .oauth2Login(login ->
                        login.loginPage(SignInRequests.PATH)
                                .authorizedClientRepository(held)
                                .failureHandler(new FailedSignIns(clock))
                                .userInfoEndpoint(people ->
                                        people.oidcUserService(new CheckedSignIns(decoder)))
                                .authorizationEndpoint(start ->
                                        start.authorizationRequestResolver(
                                                new SignInRequests(clients, identity.acrValues()))))
                .logout(logout ->
                        logout.logoutRequestMatcher(
                                        PathPatternRequestMatcher.pathPattern(
                                                HttpMethod.POST, "/sign-out"))
                                .logoutSuccessHandler(signedOut))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(
                                new LoginUrlAuthenticationEntryPoint(SignInRequests.PATH)))
                .requestCache(cache -> cache.requestCache(visited))
                .addFilterBefore(new SignInLimitFilter(signIns), CsrfFilter.class)
                .addFilterBefore(
                        new PortalCallerFilter(tokens, held, decoder, reader, whereabouts, clock),
                        AuthorizationFilter.class)
                .headers(headers -> protect(headers, signIn));
        return http.build();
    }

    /**
     * None of each of some twenty filters at every call, a seventh of the processor time of a short
     * one.
     */
    @Bean
    static SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The framework's own, but for how it looks at the values of headers. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(HeaderText::isAllowed);
        return firewall;
    }

    @Bean
    ClientRegistrationRepository clients(SignInProperties signIn) {
        return new InMemoryClientRegistrationRepository(PortalClient.of(signIn));
    }

    /** Tokens live and die with the browser's session here. */
    @Bean
    OAuth2AuthorizedClientRepository heldTokens() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    OAuth2AuthorizedClientManager tokens(
            ClientRegistrationRepository clients, OAuth2AuthorizedClientRepository held) {
        var manager = new DefaultOAuth2AuthorizedClientManager(clients, held);
        manager.setAuthorizedClientProvider(
                OAuth2AuthorizedClientProviderBuilder.builder().refreshToken().build());
        return manager;
    }

    @Bean
    static BehindTls behindTls(SignInProperties signIn) {
        return new BehindTls(signIn.tls());
    }

    @Bean
    static Connections connections() {
        return new Connections();
    }

    @Bean
    Whereabouts whereabouts(ProxyProperties proxies) {
        return new Whereabouts(proxies.addresses());
    }

    @Bean
    StepUp stepUp(RequestCache visited, Clock clock) {
        return new StepUp(visited, clock);
    }

    /** Gives every session one lock, whatever objects the container shows it by. */
    @Bean
    ServletListenerRegistrationBean<HttpSessionMutexListener> sessionLocks() {
        return new ServletListenerRegistrationBean<>(new HttpSessionMutexListener());
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIds() {
        var filter = new FilterRegistrationBean<>(new RequestIdFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(
                DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ErrorFilter> errors() {
        var filter = new FilterRegistrationBean<>(new ErrorFilter());
        filter.setOrder(BEFORE_SECURITY);
        filter.setDispatcherTypes(DispatcherType.ERROR);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ParametersFilter> parameters() {
        var filter = new FilterRegistrationBean<>(new ParametersFilter());
        filter.setOrder(BEFORE_SECURITY);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter());
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ContentCodingFilter> contentCodings() {
        var filter = new FilterRegistrationBean<>(new ContentCodingFilter());
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }

    /** Where the issuer's keys cannot be had, the caller is told so instead of an error page. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(
            ApiRefusals refusals) {
        var handler = new AuthenticationEntryPointFailureHandler(refusals);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    /** Back to the page that somebody asked for. */
    @Bean
    RequestCache visitedPages(SignInProperties signIn) {
        return new AskedPage(signIn.tls().isPresent());
    }

    @Bean
    SignInsUnderWay signInsUnderWay() {
        return new SignInsUnderWay();
    }

    private static HttpSecurity withoutSession(HttpSecurity http) {
        return http.sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static HeadersConfigurer<HttpSecurity> protect(
            HeadersConfigurer<HttpSecurity> headers, SignInProperties signIn) {
        return headers.contentSecurityPolicy(csp ->
                        csp.policyDirectives(
                                "default-src 'self'; frame-ancestors 'none'; form-action"
                                        + " 'self' "
                                        + signIn.origin()
                                        + "; base-uri 'none'; object-src 'none'"))
                .httpStrictTransportSecurity(https -> https.includeSubDomains(false))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions ->
                        permissions.policy(
                                "camera=(), geolocation=(), microphone=(), payment=(),"
                                        + " usb=()"));
    }
}
